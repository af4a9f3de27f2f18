-- Inventions of high value whose right ends, or whose annuity is lost, within so many days; and the cheapest act that keeps them.
-- The term ends on the anniversary, or the day after a compensation.
with terms as (
  select
    key,
    coalesce(
      compensated_until,
      cast(make_date(
        cast(extract(year from filed_on) as bigint) + $invention_years,
        cast(extract(month from filed_on) as bigint),
        case
          when extract(month from filed_on) = 2 and extract(day from filed_on) = 29 then 28
          else cast(extract(day from filed_on) as bigint)
        end
      ) - interval '1' day as date)
    ) as until
  from patents_in_force
)
select
  inventions.key,
  inventions.title as name,
  inventions.body,
  nullif(inventions.holder, '个人') as owner,
  high_value_inventions.reasons,
  case
    when terms.until <= $as_of + cast($within_days as int) then 'none'
    when next_annuities.due_on < $as_of then 'pay-with-surcharge'
    else 'pay-annuity'
  end as act,
  case when terms.until > $as_of + cast($within_days as int) then next_annuities.fee_year end as fee_year,
  case when terms.until > $as_of + cast($within_days as int) then next_annuities.due_on end as due_on,
  case when terms.until > $as_of + cast($within_days as int) then next_annuities.last_on else terms.until end as last_on
from high_value_inventions
join patents_in_force as inventions on inventions.key = high_value_inventions.key
join next_annuities on next_annuities.key = inventions.key
join terms on terms.key = inventions.key
where terms.until <= $as_of + cast($within_days as int)
  or next_annuities.last_on <= $as_of + cast($within_days as int)
