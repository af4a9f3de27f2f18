select
  body as key,
  min(key) as record,
  min(title) as name,
  body
from patents_in_force
where kind = 'invention'
  and division = $division
  and body in (select key from bodies where kind in ('street', 'town', 'park'))
group by body
