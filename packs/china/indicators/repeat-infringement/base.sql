select key, subject as name, place as body, kind as matter_kind
from matters
where infringement
  and accepted_on >= $from
  and accepted_on <= $to
