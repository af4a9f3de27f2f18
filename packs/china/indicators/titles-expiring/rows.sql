select
  key,
  holder as name,
  body,
  kind,
  level,
  until
from titles
where until >= $as_of
  and until <= $as_of + cast($within_days as int)
  and since <= $as_of
  and (ended_on is null or ended_on > $as_of)
