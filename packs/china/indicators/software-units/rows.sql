-- The newest check of each body within a year; what it lacks on the day follows from installations and entitlements.
with gaps as (
  select
    software_installations.body,
    cast(sum(case when software_installations.installed > coalesce(licensed.seats, 0) then 1 else 0 end) as bigint) as products
  from software_installations
  left join licensed_software as licensed
    on licensed.body = software_installations.body
    and licensed.class = software_installations.class
    and licensed.product = software_installations.product
  group by software_installations.body
),
newest as (
  select body, max(checked_on) as checked_on
  from software_checks
  where checked_on between cast($as_of - interval '1' year as date) and $as_of
  group by body
)
select bodies.key, software_checks.key as record, bodies.name
from bodies
join newest on newest.body = bodies.key
join software_checks
  on software_checks.body = newest.body
  and software_checks.checked_on = newest.checked_on
left join gaps on gaps.body = bodies.key
where bodies.kind in ('party', 'department', 'street', 'town')
  and software_checks.signed_on <= $as_of
  and software_checks.lacking = 0
  and coalesce(gaps.products, 0) = 0
  and (gaps.body is not null or software_checks.devices = 0)
