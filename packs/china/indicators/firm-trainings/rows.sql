select
  key,
  date as "on",
  title as name,
  body
from trainings
where array_has(schemes, 'firm')
  and came is not null
  and date between $from and $to
