-- The years of the plan that have begun, for up to ten years.
select
  cast(cast(extract(year from $first_day) as bigint) + number as text) as key,
  cast(cast(extract(year from $first_day) as bigint) + number as text) as name
from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as listed(number)
where cast(extract(year from $first_day) as bigint) + number <= extract(year from $as_of)
