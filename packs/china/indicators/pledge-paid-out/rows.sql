select
  pledges.key,
  pledges.paid_out_amount as weight,
  pledges.paid_out_on as "on",
  pledges.pledgor as name,
  enterprises.body,
  nullif(pledges.pledgor, '个人') as owner,
  pledges.status
from pledges
left join enterprises on enterprises.key = pledges.enterprise
where pledges.paid_out_on between $from and $to
  and pledges.paid_out_amount is not null
