-- Inventions of the county in force.
select
  inventions.key,
  inventions.title as name,
  inventions.body,
  nullif(inventions.holder, '个人') as owner,
  inventions.status,
  patent_applicants.kind as holder_kind,
  substr(inventions.ipc_main, 1, 1) as ipc_section,
  cast(extract(year from inventions.filed_on) as bigint) as filed_year,
  enterprises.industry
from patents_in_force as inventions
left join patent_applicants on patent_applicants.patent = inventions.key and patent_applicants.number = 1
left join enterprises on enterprises.key = inventions.enterprise
where inventions.kind = 'invention' and inventions.division = $division
