-- Patents of the county in force, each with the kind of its first holder.
select
  patents.key,
  patents.title as name,
  patents.body,
  patents.holder,
  patents.kind,
  patent_applicants.kind as holder_kind
from patents_in_force as patents
left join patent_applicants on patent_applicants.patent = patents.key and patent_applicants.number = 1
where patents.division = $division
