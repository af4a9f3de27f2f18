-- The firms of which somebody was trained as an auditor of the standard and passed.
select distinct enterprise
from training_attendances
where auditor
  and passed
  and enterprise is not null
