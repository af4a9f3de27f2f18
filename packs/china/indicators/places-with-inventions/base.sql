select key, name, key as body
from bodies
where kind in ('street', 'town', 'park')
