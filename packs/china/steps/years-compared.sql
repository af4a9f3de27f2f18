-- How many rows were counted in the last year and how many in the base year, each as far as the day on which the period ends.
select
  count(case when extract(year from counted."on") = extract(year from $to) then 1 end) as this_year,
  count(case when extract(year from counted."on") = extract(year from $base_day) then 1 end) as base_year
from rows as counted
where extract(month from counted."on") * 100 + extract(day from counted."on")
  <= extract(month from $to) * 100 + extract(day from $to)
