select key, title as name, body, enterprise as owner, granted_on
from patents
where kind = 'invention' and status = 'valid' and division = $division
