-- Inventions of the county that were granted and had not ended on the day. What was declared invalid never was.
with inventions as (
  select key, title, body, enterprise, split_part(array_to_string(applicants, '；'), '；', 1) as holder, status, ipc_main, filed_on
  from patents
  where kind = 'invention'
    and division = $division
    and granted_on <= $as_of
    and coalesce(ended_on > $as_of, status = 'valid')
    and status <> 'invalidated'
)
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
from inventions
left join patent_applicants on patent_applicants.patent = inventions.key and patent_applicants.number = 1
left join enterprises on enterprises.key = inventions.enterprise
