with audited as (
  select distinct enterprise
  from training_attendances
  where auditor
    and passed
    and enterprise is not null
),
members as (
  select enterprise, string_agg(segment, ',' order by segment) as reasons
  from enterprise_segments
  where since <= $as_of
    and (until is null or until >= $as_of)
  group by enterprise
)
select enterprises.key, enterprises.name, enterprises.body, members.reasons
from enterprises
join members on members.enterprise = enterprises.key
left join audited on audited.enterprise = enterprises.key
where audited.enterprise is null
  and enterprises.status = 'operating'
