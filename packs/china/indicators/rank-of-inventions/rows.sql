-- Published figures of the newest period for which ours is there, too. A period that was published as a year and as its last month, such as 2025
-- and 2025-12, is one.
select
  division as key,
  min(key) as record,
  min(name) as name,
  max(value) as weight,
  ends_on as "on"
from published_figures
where ends_on = (select max(ends_on) from published_figures where division = $division and ends_on <= $as_of)
group by division, ends_on
