with -- Rights in pledges that are registered and neither released nor settled.
open_rights as (
  select
    pledged_rights.key,
    pledged_rights.pledge,
    pledged_rights.kind,
    pledged_rights.patent,
    pledged_rights.trademark,
    pledged_rights.work,
    pledged_rights.software_copyright,
    pledged_rights.other_right,
    pledges.pledgor,
    pledges.pledgee,
    pledges.enterprise,
    pledges.until
  from pledged_rights
  join pledges on pledges.key = pledged_rights.pledge
  where pledges.registered_on <= $as_of
    and pledges.status in ('registered', 'drawn', 'defaulted')
    and (pledges.released_on is null or pledges.released_on > $as_of)
    and (pledged_rights.released_on is null or pledged_rights.released_on > $as_of)
),
pledged_patents as (
  select distinct patents.key, patents.kind, patents.filed_on, patents.granted_on, patents.ended_on, patents.status
  from patents
  join open_rights on open_rights.patent = patents.key
  where patents.granted_on <= $as_of
),
living as (
  select key, kind, filed_on, granted_on
  from pledged_patents
  where coalesce(ended_on > $as_of, status = 'valid') and status <> 'invalidated'
),
-- Fee year n is due on the (n-1)th anniversary of the filing; that of the grant is paid with the grant.
paid as (
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
  from living
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
),
fees as (
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
),
risks as (
  select open_rights.key, 'ended' as reason, pledged_patents.ended_on as due_on
  from open_rights
  join pledged_patents on pledged_patents.key = open_rights.patent
  left join living on living.key = pledged_patents.key
  where living.key is null
  union all
  select open_rights.key, 'annuity' as reason, fees.due_on
  from open_rights
  join fees on fees.key = open_rights.patent
  where fees.due_on <= $as_of + cast($within_days as int)
  union all
  select open_rights.key, 'ended' as reason, coalesce(trademarks.ended_on, trademarks.until) as due_on
  from open_rights
  join trademarks on trademarks.key = open_rights.trademark
  where not coalesce(trademarks.ended_on > $as_of, trademarks.status = 'valid')
  union all
  select open_rights.key, 'renewal' as reason, trademarks.until as due_on
  from open_rights
  join trademarks on trademarks.key = open_rights.trademark
  where coalesce(trademarks.ended_on > $as_of, trademarks.status = 'valid')
    and trademarks.until <= $as_of + cast($within_days as int)
)
select
  open_rights.key,
  coalesce(open_rights.patent, open_rights.trademark) as name,
  enterprises.body,
  nullif(open_rights.pledgor, '个人') as owner,
  risks.reason as reasons,
  risks.due_on,
  open_rights.pledgee,
  open_rights.until
from risks
join open_rights on open_rights.key = risks.key
left join enterprises on enterprises.key = open_rights.enterprise
