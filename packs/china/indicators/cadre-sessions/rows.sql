select
  key,
  date as "on",
  title as name,
  body,
  case
    when array_has(schemes, 'cadre') and array_has(schemes, 'professional') then 'cadre,professional'
    when array_has(schemes, 'cadre') then 'cadre'
    else 'professional'
  end as reasons
from trainings
where (array_has(schemes, 'cadre') or array_has(schemes, 'professional'))
  and came is not null
  and date between $from and $to
