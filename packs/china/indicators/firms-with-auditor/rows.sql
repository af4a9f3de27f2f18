with audited as (
  select distinct enterprise
  from training_attendances
  where auditor
    and passed
    and enterprise is not null
)
select enterprises.key, enterprises.name, enterprises.body
from enterprises
join audited on audited.enterprise = enterprises.key
where enterprises.status = 'operating'
