-- warn 比基期同期的增长没有达到“大幅” | it has not risen greatly over the same months of the base year
with counts as (
  select
    count(case when extract(year from counted."on") = extract(year from $to) then 1 end) as this_year,
    count(case when extract(year from counted."on") = extract(year from $base_day) then 1 end) as base_year
  from rows as counted
  where extract(month from counted."on") * 100 + extract(day from counted."on")
    <= extract(month from $to) * 100 + extract(day from $to)
)
select cast(cast(extract(year from $to) as bigint) as text) as key
from counts
where this_year * 100 < base_year * (100 + $much_percent)
