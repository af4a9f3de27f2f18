select key, installed as weight, product as name, body
from software_installations
