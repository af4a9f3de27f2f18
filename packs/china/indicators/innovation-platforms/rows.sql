select
  key,
  name,
  place as body,
  enterprise
from facilities
where kind = 'platform'
  and status = 'accepted'
  and document is not null
