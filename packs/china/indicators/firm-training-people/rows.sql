select
  training_attendances.body || '~' || training_attendances.participant as key,
  min(training_attendances.key) as record,
  min(trainings.date) as "on",
  training_attendances.body
from training_attendances
join trainings on trainings.key = training_attendances.training
where training_attendances.scheme = 'firm'
  and trainings.date between $from and $to
group by training_attendances.body, training_attendances.participant
