-- Grants of the county, without filings that CNIPA has listed as abnormal and not cleared.
select
  patents.key,
  patents.granted_on as "on",
  patents.title as name,
  patents.body,
  nullif(split_part(array_to_string(patents.applicants, '；'), '；', 1), '个人') as owner,
  patents.kind,
  patent_applicants.kind as holder_kind
from patents
left join abnormal_filings on abnormal_filings.key = patents.key and abnormal_filings.outcome <> 'cleared'
left join patent_applicants on patent_applicants.patent = patents.key and patent_applicants.number = 1
where patents.division = $division
  and patents.granted_on between $base_day and $to
  and abnormal_filings.key is null
