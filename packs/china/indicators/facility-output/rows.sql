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
  select kind as right_kind, 'patents' as ledger, key as record, title as name, body, enterprise
  from patents_in_force
  where enterprise is not null
  union
  select
    patents_in_force.kind as right_kind, 'patents' as ledger, patents_in_force.key as record, patents_in_force.title as name, patents_in_force.body,
    patent_applicants.uscc as enterprise
  from patents_in_force
  join patent_applicants on patent_applicants.patent = patents_in_force.key
  where patent_applicants.uscc is not null
  union
  select 'trademark' as right_kind, 'trademarks' as ledger, key as record, name as name, body, enterprise
  from trademarks
  where enterprise is not null
    and registered_on <= $as_of
    and coalesce(ended_on > $as_of, status = 'valid')
    and (until is null or until >= $as_of)
  union
  select 'software' as right_kind, 'software-copyrights' as ledger, key as record, title as name, body, enterprise
  from software_copyrights
  where enterprise is not null
    and registered_on <= $as_of
    and (revoked_on is null or revoked_on > $as_of)
  union
  select 'work' as right_kind, 'works' as ledger, key as record, title as name, body, enterprise
  from works
  where enterprise is not null
    and registered_on <= $as_of
    and (revoked_on is null or revoked_on > $as_of)
  union
  select 'plant-variety' as right_kind, 'plant-varieties' as ledger, key as record, name as name, body, enterprise
  from plant_varieties
  where enterprise is not null
    and granted_on <= $as_of
    and coalesce(ended_on > $as_of, status = 'valid')
  union
  select 'layout-design' as right_kind, 'layout-designs' as ledger, key as record, title as name, body, enterprise
  from layout_designs
  where enterprise is not null
    and registered_on <= $as_of
    and coalesce(ended_on > $as_of, status = 'valid')
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
