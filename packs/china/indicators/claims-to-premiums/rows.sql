select
  indemnities.key,
  indemnities.paid as weight,
  indemnities.paid_on as "on",
  covers.product as name,
  indemnities.body
from indemnities
left join covers on covers.key = indemnities.cover
where indemnities.paid_on between $from and $to
  and indemnities.paid is not null
