-- The next annuity of each patent of the county in force, if it is due within so many days and the right still runs by then.
select
  rights.key,
  rights.title as name,
  rights.body,
  nullif(rights.holder, '个人') as owner,
  rights.kind,
  next_annuities.fee_year,
  next_annuities.due_on,
  next_annuities.last_on,
  case when next_annuities.due_on < $as_of then 'pay-with-surcharge' else 'pay-annuity' end as act
from patents_in_force as rights
join next_annuities on next_annuities.key = rights.key
where rights.division = $division
  and next_annuities.due_on <= $as_of + cast($within_days as int)
  and next_annuities.fee_year <= case
    when rights.kind = 'invention' then $invention_years
    when rights.kind = 'utility-model' then $utility_model_years
    when rights.filed_on >= $long_designs_from then $design_years
    else $earlier_design_years
  end
