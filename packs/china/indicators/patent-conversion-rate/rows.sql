-- Patents in force of the county that were transferred or licensed, by the ledgers of the year up to the day.
with modes as (
  select patent, string_agg(mode, ',' order by mode) as reasons
  from used_patents
  where mode <> 'own-use'
  group by patent
)
select
  county_patents.key,
  county_patents.name,
  county_patents.body,
  nullif(county_patents.holder, '个人') as owner,
  modes.reasons,
  county_patents.kind,
  county_patents.holder_kind
from county_patents
join modes on modes.patent = county_patents.key
