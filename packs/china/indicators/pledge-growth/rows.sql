-- Pledges from the base year on, each once, whatever became of it.
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
where pledges.registered_on between $base_day and $to
  and pledges.registered_amount is not null
