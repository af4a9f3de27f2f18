-- What is installed, as far as entitlements of the same body, class and product that hold on the day cover it.
select
  software_installations.key,
  case
    when licensed.seats is null then cast(0 as bigint)
    when licensed.seats < software_installations.installed then licensed.seats
    else software_installations.installed
  end as weight,
  software_installations.product as name,
  software_installations.body,
  software_installations.class
from software_installations
left join licensed_software as licensed
  on licensed.body = software_installations.body
  and licensed.class = software_installations.class
  and licensed.product = software_installations.product
