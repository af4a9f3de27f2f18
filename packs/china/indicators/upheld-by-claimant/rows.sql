select
  key,
  subject as name,
  place as body,
  closed_on as "on",
  kind as matter_kind,
  claimant_type,
  claimant_origin
from matters
where infringement
  and outcome in ('upheld', 'partly')
  and closed_on >= $from
  and closed_on <= $to
