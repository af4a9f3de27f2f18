select key, name, body
from gi_producers
where (since is null or since <= $as_of)
  and (left_on is null or left_on > $as_of)
