select key, key as name
from due_awareness_days
