select
  key,
  name,
  place as body,
  enterprise
from facilities
where kind = 'park'
  and status = 'accepted'
  and document is not null
