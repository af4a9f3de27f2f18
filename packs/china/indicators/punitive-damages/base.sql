select key, subject as name, right_kind
from judgments
where asked
  and decided_on >= $from
  and decided_on <= $to
