-- Each grant of each office counts: one application can lead to several.
select
  foreign_rights.key,
  foreign_rights.granted_on as "on",
  foreign_rights.title as name,
  pct_applications.body,
  nullif(split_part(array_to_string(foreign_rights.holders, '；'), '；', 1), '个人') as owner,
  foreign_rights.office
from foreign_rights
join pct_applications on pct_applications.key = foreign_rights.pct
where pct_applications.division = $division
  and foreign_rights.kind in ('patent', 'utility-model')
  and foreign_rights.granted_on between $base_day and $to
