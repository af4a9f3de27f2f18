-- Every cell with the first expert by key who is in office, or none.
with firsts as (
  select industry, service, min(key) as expert
  from advice_served
  group by industry, service
)
select
  focus_industries.key || '~' || advice_kinds.code as key,
  firsts.expert as record,
  focus_industries.name || '：' || advice_kinds.title as name,
  focus_industries.name as industry,
  advice_kinds.code as service,
  case
    when roster.key is null then '没有'
    else roster.post || coalesce('（' || roster.employer || '）', '')
  end as expert
from focus_industries
cross join advice_kinds
left join firsts on firsts.industry = focus_industries.key and firsts.service = advice_kinds.code
left join roster on roster.key = firsts.expert
