select coalesce(body, '-') as key, count(*) as weight
from patents
where kind = 'invention' and status = 'valid' and division = $division
group by coalesce(body, '-')
