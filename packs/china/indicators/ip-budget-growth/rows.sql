select
  key,
  amount as weight,
  make_date(year, cast(1 as bigint), cast(1 as bigint)) as "on",
  title as name,
  source
from budgets
where scope = 'ip'
  and make_date(year, cast(1 as bigint), cast(1 as bigint)) between $base_day and $to
