select
  key,
  subject as name,
  place as body,
  closed_on as "on",
  cast(closed_on - accepted_on as bigint) as weight,
  kind as matter_kind
from matters
where closed_on >= $from
  and closed_on <= $to
