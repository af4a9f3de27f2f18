select
  key,
  name,
  place as body,
  enterprise
from facilities
where kind = 'carrier'
  and status = 'accepted'
  and document is not null
