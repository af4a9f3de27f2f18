select
  key,
  subject as name,
  place as body,
  closed_on as "on",
  kind as matter_kind
from matters
where kind in ('mediation', 'arbitration')
  and outcome = 'settled'
  and closed_on between $from and $to
