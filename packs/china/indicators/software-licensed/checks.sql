-- fail 有单位一年内没有清点，算不出全面 | a body has not been checked within a year, so nobody can say that all is licensed
select bodies.key
from bodies
left join software_checks
  on software_checks.body = bodies.key
  and software_checks.checked_on between cast($as_of - interval '1' year as date) and $as_of
where bodies.kind in ('party', 'department', 'street', 'town')
  and software_checks.key is null
