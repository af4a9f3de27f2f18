select key, title as name, body
from patents
where kind = 'invention'
  and division = $division
  and granted_on <= $as_of
  and coalesce(ended_on > $as_of, status = 'valid')
  and status <> 'invalidated'
