select
  key,
  registered_on as "on",
  name as name,
  body,
  nullif(split_part(array_to_string(holders, '；'), '；', 1), '个人') as owner,
  class
from trademarks
where division = $division
  and registered_on between $base_day and $to
