select
  key,
  granted_on as "on",
  name as name,
  body,
  nullif(split_part(array_to_string(holders, '；'), '；', 1), '个人') as owner,
  status
from plant_varieties
where division = $division
  and granted_on between $base_day and $to
