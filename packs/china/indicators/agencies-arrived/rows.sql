select key, arrived_on as "on", name, body, origin
from agencies
where origin in ('branch', 'moved-in')
  and proof is not null
  and arrived_on between $from and $to
