-- The next annuity of each patent in force; years behind a grace that is over count as paid, because the right is still valid.
-- Fee year n is due on the (n-1)th anniversary of the filing; that of the grant is paid with the grant.
with paid as (
  select patent, max(year) as year
  from patent_events
  where kind = 'fee-payment' and date <= $as_of
  group by patent
),
filings as (
  select
    key,
    cast(extract(year from filed_on) as bigint) as year,
    cast(extract(month from filed_on) as bigint) as month,
    cast(extract(day from filed_on) as bigint) as day,
    cast(extract(year from granted_on) as bigint) - cast(extract(year from filed_on) as bigint)
      + case
          when extract(month from granted_on) * 100 + extract(day from granted_on)
            >= extract(month from filed_on) * 100 + extract(day from filed_on) then 1
          else 0
        end as granted_year,
    cast(extract(year from $as_of) as bigint) - cast(extract(year from filed_on) as bigint)
      + case
          when extract(month from $as_of) * 100 + extract(day from $as_of)
            >= extract(month from filed_on) * 100 + extract(day from filed_on) then 1
          else 0
        end as running_year,
    case when extract(month from filed_on) + $grace_months > 12 then 1 else 0 end as grace_carry,
    cast(extract(month from filed_on) as bigint) + $grace_months
      - case when extract(month from filed_on) + $grace_months > 12 then 12 else 0 end as grace_month
  from patents_in_force
),
-- The fee that fell due last: if its grace is over and the right is valid, it was paid.
running as (
  select
    key,
    make_date(year + running_year - 1 + grace_carry, grace_month, cast(1 as bigint)) as grace_first
  from filings
),
next_fees as (
  select
    filings.key,
    filings.year,
    filings.month,
    filings.day,
    filings.grace_carry,
    filings.grace_month,
    greatest(
      filings.granted_year,
      filings.running_year - case
        when make_date(
          cast(extract(year from running.grace_first) as bigint),
          filings.grace_month,
          least(filings.day, cast(extract(day from running.grace_first + interval '1' month - interval '1' day) as bigint))
        ) < $as_of then 0
        else 1
      end,
      coalesce(paid.year, 0)
    ) + 1 as fee_year
  from filings
  join running on running.key = filings.key
  left join paid on paid.patent = filings.key
)
select
  key,
  fee_year,
  make_date(
    year + fee_year - 1,
    month,
    case when month = 2 and day = 29 then 28 else day end
  ) as due_on,
  make_date(
    year + fee_year - 1 + grace_carry,
    grace_month,
    least(day, cast(extract(day from make_date(year + fee_year - 1 + grace_carry, grace_month, cast(1 as bigint)) + interval '1' month - interval '1' day) as bigint))
  ) as last_on
from next_fees
