-- Inventions in force with at least one of five reasons. Each counts once and keeps all its reasons.
select
  inventions.key,
  inventions.title as name,
  inventions.body,
  nullif(inventions.holder, '个人') as owner,
  high_value_inventions.reasons,
  inventions.status,
  patent_applicants.kind as holder_kind,
  substr(inventions.ipc_main, 1, 1) as ipc_section,
  cast(extract(year from inventions.filed_on) as bigint) as filed_year,
  enterprises.industry
from high_value_inventions
join patents_in_force as inventions on inventions.key = high_value_inventions.key
left join patent_applicants on patent_applicants.patent = inventions.key and patent_applicants.number = 1
left join enterprises on enterprises.key = inventions.enterprise
