-- warn 用时中位数没有降到“大幅”的小时数 | the one in the middle takes longer than “greatly” means
select min(key) as key
from rows
having sum(weight) > 10 * count(*) * $much_hours
  and $much_hours > 0
