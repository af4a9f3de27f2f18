-- The next annuity of each invention of the county in force that is due by the day of the target. What would be the annuity after the last one
-- is due on the day on which the term ends, unless that was compensated: then nothing keeps it.
select
  rights.key,
  rights.title as name,
  rights.body,
  nullif(rights.holder, '个人') as owner,
  case when next_annuities.fee_year > $invention_years then null else next_annuities.fee_year end as fee_year,
  case
    when next_annuities.fee_year > $invention_years then coalesce(rights.compensated_until, next_annuities.due_on)
    else next_annuities.due_on
  end as due_on,
  case when next_annuities.fee_year > $invention_years then null else next_annuities.last_on end as last_on,
  case
    when next_annuities.fee_year > $invention_years then 'none'
    when next_annuities.due_on < $as_of then 'pay-with-surcharge'
    else 'pay-annuity'
  end as act
from patents_in_force as rights
join next_annuities on next_annuities.key = rights.key
where rights.kind = 'invention'
  and rights.division = $division
  and case
    when next_annuities.fee_year > $invention_years then coalesce(rights.compensated_until, next_annuities.due_on)
    else next_annuities.due_on
  end <= $until_day
