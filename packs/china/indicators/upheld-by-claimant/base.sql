select
  key,
  subject as name,
  place as body,
  kind as matter_kind,
  claimant_type,
  claimant_origin
from matters
where infringement
  and outcome in ('upheld', 'partly', 'dismissed')
  and closed_on >= $from
  and closed_on <= $to
