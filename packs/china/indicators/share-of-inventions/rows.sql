select
  key,
  title as name,
  body,
  nullif(holder, '个人') as owner
from patents_in_force
where kind = 'invention'
  and division = $division
