select key, title as name, body
from district_plans
