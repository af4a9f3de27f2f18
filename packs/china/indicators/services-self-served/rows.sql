select key, item as name, body, done_on as "on", channel
from service_log
where done_on between $from and $to
  and self_served
