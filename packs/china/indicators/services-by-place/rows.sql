-- Every station that is open on the day. Where it is nobody knows, body is empty and stands apart.
select key, name, place as body, kind as station_kind
from service_stations
where opened_on <= $as_of and (closed_on is null or closed_on > $as_of)
