select key, title as name, body
from district_plans
where mentions_ip and clause is not null
