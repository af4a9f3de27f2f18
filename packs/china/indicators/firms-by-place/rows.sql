-- Every operating firm of the county. Where the sub-district is not known, body is empty and stands apart.
select key, name, body, industry
from enterprises
where division = $division and status = 'operating'
