-- Which right is whose, as far as the holder is a firm that is recorded; then which of these firms are in a facility.
with tenancy as (
  select key as facility, unnest(tenants) as enterprise
  from facilities
  where status is null or status <> 'closed'
),
firms as (
  select facility, enterprise
  from tenancy
  union
  select key as facility, enterprise
  from facilities
  where enterprise is not null and (status is null or status <> 'closed')
),
rights as (
  select right_kind, ledger, record, name, body, enterprise
  from rights_in_force
  where enterprise is not null
  union
  select
    rights_in_force.right_kind, rights_in_force.ledger, rights_in_force.record, rights_in_force.name, rights_in_force.body,
    patent_applicants.uscc as enterprise
  from rights_in_force
  join patent_applicants on patent_applicants.patent = rights_in_force.record
  where rights_in_force.ledger = 'patents'
    and patent_applicants.uscc is not null
),
held as (
  select distinct
    rights.ledger, rights.record, rights.name, rights.body, rights.right_kind, facilities.name as facility
  from rights
  join firms on firms.enterprise = rights.enterprise
  join facilities on facilities.key = firms.facility
)
select
  ledger || '/' || record as key,
  ledger,
  record,
  min(name) as name,
  min(body) as body,
  min(right_kind) as right_kind,
  string_agg(facility, '、' order by facility) as facility
from held
group by ledger, record
