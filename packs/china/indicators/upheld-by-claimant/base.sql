select key, subject as name, place as body
from matters
where infringement
  and outcome in ('upheld', 'partly', 'dismissed')
  and closed_on >= $from
  and closed_on <= $to
