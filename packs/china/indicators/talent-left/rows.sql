select key, left_on as "on", post as name, body
from roster
where role = 'talent'
  and left_on between $from and $to
