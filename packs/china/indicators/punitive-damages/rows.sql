select
  key,
  subject as name,
  decided_on as "on",
  right_kind,
  substr(cast(multiple as text), 1, length(cast(multiple as text)) - 1) || '.' || substr(cast(multiple as text), length(cast(multiple as text)), 1) as multiple,
  damages
from judgments
where asked
  and granted
  and decided_on >= $from
  and decided_on <= $to
