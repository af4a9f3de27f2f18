select key, subject as name, place as body
from matters
where (kind = 'civil' or (kind in ('mediation', 'arbitration') and outcome = 'settled'))
  and closed_on between $from and $to
