-- National titles of firms of the county, of the window that hold on the day, each firm once with the titles it has.
with held as (
  select
    enterprise, kind, min(key) as record, min(since) as since, max(until) as until,
    min(coalesce(document_number, certificate_number)) as document
  from titles
  where kind in ('ip-advantage', 'ip-demonstration')
    and level = 'national'
    and enterprise is not null
    and file is not null
    and since between $counted_since and $as_of
    and (until is null or until >= $as_of)
    and (ended_on is null or ended_on > $as_of)
  group by enterprise, kind
)
select
  held.enterprise as key,
  min(held.record) as record,
  min(enterprises.name) as name,
  min(enterprises.body) as body,
  string_agg(held.kind, ',' order by held.kind) as reasons,
  min(held.since) as since,
  max(held.until) as until,
  min(held.document) as document
from held
join enterprises on enterprises.key = held.enterprise
where enterprises.division = $division
group by held.enterprise
