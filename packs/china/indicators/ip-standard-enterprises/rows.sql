-- Certificates of firms of the county, of the window that hold on the day, each firm once; without a file nothing counts.
with held as (
  select
    enterprise, kind, min(key) as record, min(since) as since, max(until) as until,
    min(coalesce(document_number, certificate_number)) as document
  from titles
  where kind = 'ip-standard'
    and enterprise is not null
    and file is not null
    and since between $counted_since and $as_of
    and (until is null or until >= $as_of)
    and (ended_on is null or ended_on > $as_of)
  group by enterprise, kind
)
select
  held.enterprise as key,
  held.record,
  enterprises.name,
  enterprises.body,
  held.since,
  held.until,
  held.document
from held
join enterprises on enterprises.key = held.enterprise
where enterprises.division = $division
