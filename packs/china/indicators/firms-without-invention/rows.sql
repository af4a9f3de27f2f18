-- A firm owns what it holds first or together with others, wherever it counts. What is pending counts as well.
with inventions as (
  select key, enterprise
  from patents
  where kind = 'invention'
    and filed_on <= $as_of
    and coalesce(ended_on > $as_of, status in ('valid', 'pending'))
    and status <> 'invalidated'
),
owners as (
  select enterprise from inventions where enterprise is not null
  union
  select patent_applicants.uscc as enterprise
  from patent_applicants
  join inventions on inventions.key = patent_applicants.patent
  where patent_applicants.uscc is not null
),
members as (
  select enterprise, string_agg(segment, ',' order by segment) as reasons
  from enterprise_segments
  where since <= $as_of
    and (until is null or until >= $as_of)
  group by enterprise
),
helped as (
  select enterprise, max(date) as visited_on
  from visits
  where purpose = 'zero-invention' and date <= $as_of
  group by enterprise
)
select
  enterprises.key,
  enterprises.name,
  enterprises.body,
  members.reasons,
  enterprises.industry,
  helped.visited_on
from enterprises
join members on members.enterprise = enterprises.key
left join owners on owners.enterprise = enterprises.key
left join helped on helped.enterprise = enterprises.key
where owners.enterprise is null
  and enterprises.status = 'operating'
