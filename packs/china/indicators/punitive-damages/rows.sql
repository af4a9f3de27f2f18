select
  key,
  subject as name,
  decided_on as "on",
  right_kind,
  multiple as tenths
from judgments
where granted
  and decided_on >= $from
  and decided_on <= $to
