select enterprises.key, enterprises.name, enterprises.body, enterprises.industry
from enterprises
join invention_owners as owners on owners.enterprise = enterprises.key
where enterprises.status = 'operating'
  and enterprises.division = $division
