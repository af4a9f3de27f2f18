-- Patents that were granted and had not ended on the day, wherever they count. What was declared invalid never was.
select
  key, kind, division, title, abstract, body, enterprise, status, ipc_main, ipc_further, family, pct, filed_on, granted_on,
  compensated_until,
  split_part(array_to_string(applicants, '；'), '；', 1) as holder
from patents
where granted_on <= $as_of
  and coalesce(ended_on > $as_of, status = 'valid')
  and status <> 'invalidated'
