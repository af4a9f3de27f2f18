-- Cells with somebody on the roster who is in office; the first of several by key stands for all.
with offered as (
  select key, post, unnest(services) as service, industries
  from roster
  where since <= $as_of
    and (until is null or until >= $as_of)
    and (left_on is null or left_on > $as_of)
),
served as (
  select key, post, service, unnest(industries) as industry
  from offered
)
select
  served.industry || '~' || served.service as key,
  min(served.key) as record,
  min(focus_industries.name) || '：' || min(served.post) as name,
  min(focus_industries.name) as industry,
  min(served.service) as service,
  cast(count(*) as bigint) as experts
from served
join focus_industries on focus_industries.key = served.industry
where served.service in ('brand', 'conversion', 'dispute', 'standard')
group by served.industry || '~' || served.service
