select key, item as name, body, done_on as "on", channel, hours as weight
from services_in_the_middle
