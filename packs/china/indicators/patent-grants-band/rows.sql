-- Years that are over, against the year before. Filings that CNIPA has listed as abnormal and not cleared are left out.
with grants as (
  select cast(extract(year from patents.granted_on) as bigint) as year, cast(count(*) as bigint) as grants
  from patents
  left join abnormal_filings on abnormal_filings.key = patents.key and abnormal_filings.outcome <> 'cleared'
  where patents.division = $division
    and patents.granted_on between $base_day and $as_of
    and abnormal_filings.key is null
  group by cast(extract(year from patents.granted_on) as bigint)
),
pairs as (
  select
    earlier.year + 1 as year,
    earlier.grants as before,
    coalesce(later.grants, 0) as grants
  from grants as earlier
  left join grants as later on later.year = earlier.year + 1
  where earlier.year + 1 < cast(extract(year from $as_of + interval '1' day) as bigint)
),
judged as (
  select
    year,
    before,
    grants,
    case
      when (grants - before) * 100 < $band_lower * before then '低于下限'
      when (grants - before) * 100 > $band_upper * before then '高于上限'
    end as verdict
  from pairs
)
select cast(year as text) as key, cast(year as text) as name, verdict, grants, before
from judged
where verdict is not null
