-- Patents in force of the county that are used, by whomever, by the ledgers of the year up to the day.
with modes as (
  select patent, string_agg(mode, ',' order by mode) as reasons
  from used_patents
  group by patent
)
select
  patents.key,
  patents.title as name,
  patents.body,
  nullif(patents.holder, '个人') as owner,
  modes.reasons,
  patents.kind,
  patent_applicants.kind as holder_kind
from patents_in_force as patents
join modes on modes.patent = patents.key
left join patent_applicants on patent_applicants.patent = patents.key and patent_applicants.number = 1
where patents.division = $division
