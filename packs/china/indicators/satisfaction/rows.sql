select
  key,
  score as weight,
  ends_on as "on",
  title as name,
  sample
from survey_waves
where kind = 'official'
  and score is not null
  and method is not null
  and ends_on <= $as_of
