select key, title as name, body
from patents_in_force
where division = $division
