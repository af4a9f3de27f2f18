-- Each service is a row, of whichever ledger; the segments are those of the firm on the day of the figure.
with served as (
  select 'visits' as ledger, key as record, enterprise, date as served_on, 'visit' as service
  from visits
  where enterprise is not null
  union all
  select 'cultivations' as ledger, key as record, enterprise, entered_on as served_on, 'cultivation' as service
  from cultivations
  union all
  select
    'training-attendances' as ledger, training_attendances.key as record, training_attendances.enterprise, trainings.date as served_on, 'training' as service
  from training_attendances
  join trainings on trainings.key = training_attendances.training
  where training_attendances.enterprise is not null
)
select
  served.ledger || '/' || served.record as key,
  served.ledger,
  served.record,
  served.served_on as "on",
  enterprises.name,
  enterprises.body,
  members.reasons,
  served.service,
  served.enterprise
from served
join firm_segments as members on members.enterprise = served.enterprise
join enterprises on enterprises.key = served.enterprise
where served.served_on between $from and $to
  and enterprises.division = $division
