-- The firms that own an invention, in force or pending: held first or together with others, wherever it counts.
with inventions as (
  select key, enterprise
  from patents
  where kind = 'invention'
    and filed_on <= $as_of
    and coalesce(ended_on > $as_of, status in ('valid', 'pending'))
    and status <> 'invalidated'
)
select enterprise from inventions where enterprise is not null
union
select patent_applicants.uscc as enterprise
from patent_applicants
join inventions on inventions.key = patent_applicants.patent
where patent_applicants.uscc is not null
