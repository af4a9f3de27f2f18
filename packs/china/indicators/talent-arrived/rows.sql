select key, since as "on", post as name, body
from roster
where role = 'talent'
  and since between $from and $to
