-- Every right in force of the county, of whatever kind. Where the sub-district is not known, body is empty and stands apart.
select
  rights.ledger || '/' || rights.record as key,
  rights.ledger,
  rights.record,
  rights.name,
  rights.body,
  nullif(rights.holder, '个人') as owner,
  rights.right_kind
from rights_in_force as rights
where rights.division = $division
