-- A penalty is ended when its term of being shown is over; what was decided in the year is told by the last that was recorded of it.
with newest as (
  select key, max(valid_from) as since
  from penalties_history
  where valid_from <= $as_of
  group by key
)
select
  penalties_history.key,
  coalesce(penalties_history.fine, cast(0 as bigint)) as weight,
  penalties_history.decided_on as "on",
  penalties_history.title as name,
  enterprises.body,
  array_to_string(penalties_history.kinds, ',') as reasons
from penalties_history
join newest on newest.key = penalties_history.key and newest.since = penalties_history.valid_from
left join enterprises on enterprises.key = penalties_history.enterprise
where penalties_history.decided_on between $from and $to
