-- Loans on rights of one kind.
select
  key,
  weight,
  registered_on as "on",
  pledgor as name,
  body,
  nullif(pledgor, '个人') as owner,
  status
from pledges_by_kind
where kind = 'trademark'
  and registered_on between $base_day and $to
  and weight is not null
