with people as (
  select
    body,
    count(*) as staff,
    cast(sum(case when trained_on between cast($as_of - interval '1' year as date) and $as_of then 1 else 0 end) as bigint) as trained
  from ip_staff
  where since <= $as_of
  group by body
),
handled as (
  select body, count(*) as accepted
  from matters
  where accepted_on between cast($as_of - interval '1' year as date) and $as_of
  group by body
),
reviews as (
  select
    body,
    count(*) as reviewed,
    cast(sum(case when grade = 'failed' then 1 else 0 end) as bigint) as failed
  from case_reviews
  where reviewed_on between cast($as_of - interval '1' year as date) and $as_of
  group by body
),
kit as (
  select body, cast(sum(case when required > present then required - present else 0 end) as bigint) as missing
  from equipment
  group by body
)
select
  bodies.key,
  bodies.name,
  coalesce(people.staff, 0) as staff,
  coalesce(people.trained, 0) as trained,
  coalesce(handled.accepted, 0) as accepted,
  coalesce(reviews.reviewed, 0) as reviewed,
  coalesce(reviews.failed, 0) as failed,
  coalesce(kit.missing, 0) as missing
from bodies
left join people on people.body = bodies.key
left join handled on handled.body = bodies.key
left join reviews on reviews.body = bodies.key
left join kit on kit.body = bodies.key
where bodies.kind = 'station'
