select
  body as key,
  min(key) as record,
  min(title) as name,
  body
from patents
where kind = 'invention'
  and division = $division
  and granted_on <= $as_of
  and coalesce(ended_on > $as_of, status = 'valid')
  and status <> 'invalidated'
  and body in (select key from bodies where kind in ('street', 'town', 'park'))
group by body
