with licensed as (
  select body, class, product, cast(sum(seats) as bigint) as seats
  from software_entitlements
  where since <= $as_of
    and (until is null or until >= $as_of)
  group by body, class, product
)
select
  software_installations.key,
  software_installations.product as name,
  software_installations.body,
  software_installations.class,
  software_installations.installed,
  coalesce(licensed.seats, 0) as seats,
  software_installations.installed - coalesce(licensed.seats, 0) as missing
from software_installations
left join licensed
  on licensed.body = software_installations.body
  and licensed.class = software_installations.class
  and licensed.product = software_installations.product
where software_installations.installed > coalesce(licensed.seats, 0)
