-- Cells with somebody on the roster who is in office; the first of several by key stands for all.
select
  served.industry || '~' || served.service as key,
  min(served.key) as record,
  min(focus_industries.name) || '：' || min(served.post) as name,
  min(focus_industries.name) as industry,
  min(served.service) as service,
  cast(count(*) as bigint) as experts
from advice_served as served
join advice_kinds on advice_kinds.code = served.service
join focus_industries on focus_industries.key = served.industry
group by served.industry || '~' || served.service
