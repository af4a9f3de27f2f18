-- warn 有登记日期、没有登记金额，没有计入 | registered without an amount; not counted
select key
from pledges
where registered_on between $base_day and $to and registered_amount is null

-- warn 登记过的质押，记录被终结了，没有计入：解除只改进展，不终结记录 | a registered pledge whose record was ended does not count: a release changes its state and never ends the record
select distinct pledges_history.key
from pledges_history
left join pledges on pledges.key = pledges_history.key
where pledges.key is null
  and pledges_history.registered_on between $base_day and $to
  and pledges_history.valid_to <= $as_of
