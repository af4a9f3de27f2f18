-- Every right in force of the county, of whatever kind. Where the sub-district is not known, body is empty and stands apart.
with rights as (
  select
    kind as right_kind, 'patents' as ledger, key as record, title as name, body, holder
  from patents_in_force
  where division = $division
  union all
  select
    'trademark' as right_kind, 'trademarks' as ledger, key as record, name as name, body, split_part(array_to_string(holders, '；'), '；', 1) as holder
  from trademarks
  where division = $division
    and registered_on <= $as_of
    and coalesce(ended_on > $as_of, status = 'valid')
    and (until is null or until >= $as_of)
  union all
  select
    'software' as right_kind, 'software-copyrights' as ledger, key as record, title as name, body, split_part(array_to_string(holders, '；'), '；', 1) as holder
  from software_copyrights
  where division = $division
    and registered_on <= $as_of
    and (revoked_on is null or revoked_on > $as_of)
  union all
  select
    'work' as right_kind, 'works' as ledger, key as record, title as name, body, split_part(array_to_string(holders, '；'), '；', 1) as holder
  from works
  where division = $division
    and registered_on <= $as_of
    and (revoked_on is null or revoked_on > $as_of)
  union all
  select
    'plant-variety' as right_kind, 'plant-varieties' as ledger, key as record, name as name, body, split_part(array_to_string(holders, '；'), '；', 1) as holder
  from plant_varieties
  where division = $division
    and granted_on <= $as_of
    and coalesce(ended_on > $as_of, status = 'valid')
  union all
  select
    'layout-design' as right_kind, 'layout-designs' as ledger, key as record, title as name, body, split_part(array_to_string(holders, '；'), '；', 1) as holder
  from layout_designs
  where division = $division
    and registered_on <= $as_of
    and coalesce(ended_on > $as_of, status = 'valid')
)
select
  rights.ledger || '/' || rights.record as key,
  rights.ledger,
  rights.record,
  rights.name,
  rights.body,
  nullif(rights.holder, '个人') as owner,
  rights.right_kind
from rights
