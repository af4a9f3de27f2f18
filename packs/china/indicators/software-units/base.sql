select key, name
from bodies
where kind in ('party', 'department', 'street', 'town')
