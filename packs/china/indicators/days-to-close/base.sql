select key, subject as name, place as body
from matters
where closed_on >= $from
  and closed_on <= $to
