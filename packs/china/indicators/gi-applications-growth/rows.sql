select
  key,
  applied_on as "on",
  name,
  body,
  kind,
  status
from geographical_indications
where applied_on between $base_day and $to
