-- Quarters with a meeting of the kind and its minutes.
select
  cast(extract(year from date) as text) || '-q' || cast(extract(quarter from date) as text) as key,
  min(key) as record,
  min(title) as name
from meetings
where kind = $meeting_kind
  and (minutes_number is not null or minutes is not null)
  and date >= $first_day
  and cast(date_trunc('quarter', date) + interval '3' month as date) <= $as_of + interval '1' day
group by cast(extract(year from date) as text) || '-q' || cast(extract(quarter from date) as text)
