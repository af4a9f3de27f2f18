select
  key,
  (required - present) * unit_price as weight,
  item as name,
  body,
  required - present as lacking
from equipment
where required > present
  and unit_price is not null
