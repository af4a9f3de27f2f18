select
  key,
  purpose as name,
  body,
  source,
  paid_on,
  amount
from payments
where goal is null
  and paid_on <= $as_of
