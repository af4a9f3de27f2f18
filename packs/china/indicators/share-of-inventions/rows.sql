select
  key,
  title as name,
  body,
  nullif(split_part(array_to_string(applicants, '；'), '；', 1), '个人') as owner
from patents
where kind = 'invention'
  and division = $division
  and granted_on <= $as_of
  and coalesce(ended_on > $as_of, status = 'valid')
  and status <> 'invalidated'
