with services as (
  select 'brand' as service, '商标品牌咨询' as title
  union all select 'conversion' as service, '成果转化' as title
  union all select 'dispute' as service, '侵权纠纷咨询与智力援助' as title
  union all select 'standard' as service, '贯标辅导' as title
)
select
  focus_industries.key || '~' || services.service as key,
  focus_industries.key as record,
  focus_industries.name || '：' || services.title as name
from focus_industries
cross join services
