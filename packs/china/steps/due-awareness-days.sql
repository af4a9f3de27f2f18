-- The days of the plan that are over, each year anew, since the first day.
with days as (
  select 'consumer-rights' as day, cast($consumer_rights as text) as due
  union all
  select 'book-and-copyright' as day, cast($book_and_copyright as text) as due
  union all
  select 'world-ip' as day, cast($world_ip as text) as due
  union all
  select 'brand' as day, cast($brand as text) as due
  union all
  select 'quality-month' as day, cast($quality_month as text) as due
  union all
  select 'patent-week' as day, cast($patent_week as text) as due
),
years as (
  select cast(extract(year from $first_day) as bigint) + number as year
  from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as listed(number)
)
select days.day || '~' || cast(years.year as text) as key, days.day, years.year
from days
cross join years
where cast(cast(years.year as text) || '-' || days.due as date) < $as_of
