select
  pledges.key,
  pledges.registered_amount as weight,
  pledges.registered_on as "on",
  pledges.pledgor as name,
  enterprises.body,
  nullif(pledges.pledgor, '个人') as owner,
  pledges.status
from pledges
left join enterprises on enterprises.key = pledges.enterprise
where pledges.registered_on between $from and $to
  and pledges.registered_amount is not null
