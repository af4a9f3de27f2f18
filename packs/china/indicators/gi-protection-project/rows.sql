select key, since as "on", holder as name, body
from titles
where kind = 'gi-project'
  and level = 'national'
  and file is not null
  and since <= $as_of
  and (ended_on is null or ended_on > $as_of)
