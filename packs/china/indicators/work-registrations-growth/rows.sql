select
  key,
  registered_on as "on",
  title as name,
  body,
  nullif(split_part(array_to_string(holders, '；'), '；', 1), '个人') as owner
from works
where division = $division
  and registered_on between $base_day and $to
