-- What is pending counts as an invention as well.
with helped as (
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
join firm_segments as members on members.enterprise = enterprises.key
left join invention_owners as owners on owners.enterprise = enterprises.key
left join helped on helped.enterprise = enterprises.key
where owners.enterprise is null
  and enterprises.status = 'operating'
  and enterprises.division = $division
