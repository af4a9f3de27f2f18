select key, subject as name, place as body, kind as matter_kind
from matters
where closed_on >= $from
  and closed_on <= $to
