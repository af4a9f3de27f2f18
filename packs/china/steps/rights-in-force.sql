-- Every right in force on the day, of whatever kind, wherever it counts; of several holders the first.
select
  kind as right_kind, 'patents' as ledger, key as record, title as name, division, body, enterprise, holder
from patents_in_force
union all
select
  'trademark' as right_kind, 'trademarks' as ledger, key as record, name as name, division, body, enterprise,
  split_part(array_to_string(holders, '；'), '；', 1) as holder
from trademarks
where registered_on <= $as_of
  and coalesce(ended_on > $as_of, status = 'valid')
  and (until is null or until >= $as_of)
union all
select
  'software' as right_kind, 'software-copyrights' as ledger, key as record, title as name, division, body, enterprise,
  split_part(array_to_string(holders, '；'), '；', 1) as holder
from software_copyrights
where registered_on <= $as_of
  and (revoked_on is null or revoked_on > $as_of)
union all
select
  'work' as right_kind, 'works' as ledger, key as record, title as name, division, body, enterprise,
  split_part(array_to_string(holders, '；'), '；', 1) as holder
from works
where registered_on <= $as_of
  and (revoked_on is null or revoked_on > $as_of)
union all
select
  'plant-variety' as right_kind, 'plant-varieties' as ledger, key as record, name as name, division, body, enterprise,
  split_part(array_to_string(holders, '；'), '；', 1) as holder
from plant_varieties
where granted_on <= $as_of
  and coalesce(ended_on > $as_of, status = 'valid')
union all
select
  'layout-design' as right_kind, 'layout-designs' as ledger, key as record, title as name, division, body, enterprise,
  split_part(array_to_string(holders, '；'), '；', 1) as holder
from layout_designs
where registered_on <= $as_of
  and coalesce(ended_on > $as_of, status = 'valid')
