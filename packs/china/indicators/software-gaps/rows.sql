select
  software_installations.key,
  software_installations.product as name,
  software_installations.body,
  software_installations.class,
  software_installations.installed,
  coalesce(licensed.seats, 0) as seats,
  software_installations.installed - coalesce(licensed.seats, 0) as missing
from software_installations
left join licensed_software as licensed
  on licensed.body = software_installations.body
  and licensed.class = software_installations.class
  and licensed.product = software_installations.product
where software_installations.installed > coalesce(licensed.seats, 0)
