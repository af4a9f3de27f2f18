select key, item as name, body, channel
from services_in_the_middle
