-- Certificates of the window that hold on the day, each firm once; without a file nothing counts.
with held as (
  select enterprise, kind, min(key) as record, max(until) as until
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
  held.until
from held
left join enterprises on enterprises.key = held.enterprise
