select key, position as name, body, qualification
from ip_staff
where certificate_number is not null
  and since <= $as_of
  and (certificate_until is null or certificate_until >= $as_of)
