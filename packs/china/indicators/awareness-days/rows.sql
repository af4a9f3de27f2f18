-- One campaign that was held and has its proof is enough for a day.
select
  due.key,
  min(campaigns.key) as record,
  min(campaigns.title) as name,
  min(due.day) as day
from due_awareness_days as due
join campaigns on campaigns.day = due.day and campaigns.year = due.year
where campaigns.held_on <= $as_of
  and array_length(campaigns.proof) > 0
group by due.key
