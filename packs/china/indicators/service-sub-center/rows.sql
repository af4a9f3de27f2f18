select key, opened_on as "on", name, place as body
from service_stations
where kind = 'sub-center'
  and document_number is not null
  and opened_on <= $as_of
  and (closed_on is null or closed_on > $as_of)
