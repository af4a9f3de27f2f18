-- PCT applications of the county; one that was withdrawn later was filed all the same.
select
  key,
  filed_on as "on",
  title as name,
  body,
  nullif(split_part(array_to_string(holders, '；'), '；', 1), '个人') as owner
from pct_applications
where division = $division
  and filed_on between $base_day and $to
