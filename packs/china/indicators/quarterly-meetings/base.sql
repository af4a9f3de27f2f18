-- The quarters that are over, for up to ten years from the first.
with digits as (
  select number from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as listed(number)
),
quarters as (
  select
    cast(extract(year from $first_day) as bigint) + digits.number as year,
    listed.quarter
  from digits
  cross join (values (1), (2), (3), (4)) as listed(quarter)
),
days as (
  select
    cast(year as text) || '-q' || cast(quarter as text) as key,
    make_date(year, cast(quarter * 3 - 2 as bigint), cast(1 as bigint)) as begins_on
  from quarters
)
select key, key as name
from days
where begins_on >= $first_day
  and begins_on + interval '3' month <= $as_of + interval '1' day
