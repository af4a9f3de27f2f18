select
  bodies.key,
  bodies.name,
  bodies.key as body,
  bodies.kind
from bodies
left join ip_staff on ip_staff.body = bodies.key and ip_staff.since <= $as_of
where bodies.kind in ('street', 'town', 'park')
  and ip_staff.key is null
