select
  cast(year as text) as key,
  min(key) as record,
  min(title) as name
from assessments
where points is not null
  and year between extract(year from $first_day) and extract(year from $as_of)
group by year
