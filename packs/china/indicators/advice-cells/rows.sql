-- Every cell with the first expert by key who is in office, or none.
with services as (
  select 'brand' as service, '商标品牌咨询' as title
  union all select 'conversion' as service, '成果转化' as title
  union all select 'dispute' as service, '侵权纠纷咨询与智力援助' as title
  union all select 'standard' as service, '贯标辅导' as title
),
offered as (
  select key, post, employer, unnest(services) as service, industries
  from roster
  where since <= $as_of
    and (until is null or until >= $as_of)
    and (left_on is null or left_on > $as_of)
),
served as (
  select key, post, employer, service, unnest(industries) as industry
  from offered
),
firsts as (
  select industry, service, min(key) as expert
  from served
  group by industry, service
)
select
  focus_industries.key || '~' || services.service as key,
  firsts.expert as record,
  focus_industries.name || '：' || services.title as name,
  focus_industries.name as industry,
  services.service,
  case
    when roster.key is null then '没有'
    else roster.post || coalesce('（' || roster.employer || '）', '')
  end as expert
from focus_industries
cross join services
left join firsts on firsts.industry = focus_industries.key and firsts.service = services.service
left join roster on roster.key = firsts.expert
