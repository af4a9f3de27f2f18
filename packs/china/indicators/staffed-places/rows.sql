-- A person whose service has begun; one who was replaced ends with the record.
select
  body as key,
  min(key) as record,
  min(position) as name,
  body
from ip_staff
where since <= $as_of
  and body in (select key from bodies where kind in ('street', 'town', 'park'))
group by body
