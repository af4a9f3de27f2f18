select key, item as name, body, channel
from service_log
where done_on between $from and $to
