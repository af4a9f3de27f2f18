select
  key,
  sales as weight,
  make_date(year, cast(1 as bigint), cast(1 as bigint)) as "on",
  title as name,
  place as body,
  taker as owner,
  tax,
  jobs
from conversions
where proof_level = 'proved'
  and sales is not null
  and make_date(year, cast(1 as bigint), cast(1 as bigint)) between $from and $to
