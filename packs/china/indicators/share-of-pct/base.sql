select key, title as name, body
from patents
where kind = 'invention'
  and division = $division
  and filed_on between $from and $to
