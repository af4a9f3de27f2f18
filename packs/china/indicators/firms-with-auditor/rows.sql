select enterprises.key, enterprises.name, enterprises.body
from enterprises
join audited_firms as audited on audited.enterprise = enterprises.key
where enterprises.status = 'operating'
  and enterprises.division = $division
