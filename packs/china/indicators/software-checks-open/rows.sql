-- The newest check of each body within a year, beside what the ledgers say of the day on which it was made: what was installed and what was
-- licensed then. What was installed since is no fault of the check. A count that was recorded late counts for the day on which it was made.
with newest as (
  select body, max(checked_on) as checked_on
  from software_checks
  where checked_on between cast($as_of - interval '1' year as date) and $as_of
  group by body
),
checks as (
  select software_checks.key, software_checks.body, software_checks.checked_on, software_checks.devices, software_checks.lacking, software_checks.signed_on
  from software_checks
  join newest on newest.body = software_checks.body and newest.checked_on = software_checks.checked_on
),
licensed as (
  select software_entitlements.body, software_entitlements.class, software_entitlements.product, cast(sum(software_entitlements.seats) as bigint) as seats
  from software_entitlements
  join checks on checks.body = software_entitlements.body
  where software_entitlements.since <= checks.checked_on
    and (software_entitlements.until is null or software_entitlements.until >= checks.checked_on)
  group by software_entitlements.body, software_entitlements.class, software_entitlements.product
),
counted as (
  select software_installations_history.key, min(software_installations_history.valid_from) as valid_from
  from software_installations_history
  join checks on checks.body = software_installations_history.body
  where (
      software_installations_history.valid_from <= checks.checked_on
      or software_installations_history.counted_on <= checks.checked_on
    )
    and software_installations_history.valid_from <= $as_of
    and software_installations_history.valid_to > checks.checked_on
  group by software_installations_history.key
),
installed as (
  select
    software_installations_history.body,
    software_installations_history.class,
    software_installations_history.product,
    software_installations_history.installed
  from software_installations_history
  join counted
    on counted.key = software_installations_history.key
    and counted.valid_from = software_installations_history.valid_from
),
missed as (
  select
    installed.body,
    cast(sum(
      case
        when installed.installed > coalesce(licensed.seats, 0) then installed.installed - coalesce(licensed.seats, 0)
        else 0
      end
    ) as bigint) as missing
  from installed
  left join licensed
    on licensed.body = installed.body
    and licensed.class = installed.class
    and licensed.product = installed.product
  group by installed.body
),
by_computer as (
  select body, class, product, count(*) as computers
  from software_machines
  where free is null or not free
  group by body, class, product
),
listed_by_computer as (
  select distinct body from software_machines
),
compared as (
  select
    software_installations.body,
    cast(sum(
      case
        when listed_by_computer.body is not null and software_installations.installed <> coalesce(by_computer.computers, 0) then 1
        else 0
      end
    ) as bigint) as otherwise
  from software_installations
  left join by_computer
    on by_computer.body = software_installations.body
    and by_computer.class = software_installations.class
    and by_computer.product = software_installations.product
  left join listed_by_computer on listed_by_computer.body = software_installations.body
  group by software_installations.body
),
found as (
  select
    checks.key,
    checks.body,
    checks.lacking as said,
    coalesce(missed.missing, 0) as missing,
    concat_ws(
      ',',
      case when checks.lacking <> coalesce(missed.missing, 0) then 'differs' end,
      case when coalesce(missed.missing, 0) > 0 then 'lacking' end,
      case when coalesce(compared.otherwise, 0) > 0 then 'machines-differ' end,
      case when checks.devices > 0 and compared.body is null then 'nothing-listed' end,
      case when checks.signed_on is null then 'unsigned' end
    ) as reasons
  from checks
  left join missed on missed.body = checks.body
  left join compared on compared.body = checks.body
)
select found.body as key, found.key as record, bodies.name, found.reasons, found.said, found.missing
from found
left join bodies on bodies.key = found.body
where found.reasons <> ''
