-- warn 有装备没有单价，没有计入 | some of what is missing has no price and is not in it
select key
from equipment
where required > present
  and unit_price is null
