select enterprises.key, enterprises.name, enterprises.body, members.reasons
from enterprises
join firm_segments as members on members.enterprise = enterprises.key
left join audited_firms as audited on audited.enterprise = enterprises.key
where audited.enterprise is null
  and enterprises.status = 'operating'
  and enterprises.division = $division
