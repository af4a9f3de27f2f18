-- Inventions in force with at least one of five reasons. Each counts once and keeps all its reasons.
with inventions as (
  select key, title, abstract, body, enterprise, split_part(array_to_string(applicants, '；'), '；', 1) as holder, status, ipc_main, ipc_further, family, pct, filed_on, granted_on
  from patents
  where kind = 'invention'
    and division = $division
    and granted_on <= $as_of
    and coalesce(ended_on > $as_of, status = 'valid')
    and status <> 'invalidated'
),
-- Kept since before this day: for more than so many years.
day as (
  select make_date(
    cast(extract(year from $as_of) as bigint) - $kept_years,
    cast(extract(month from $as_of) as bigint),
    case
      when extract(month from $as_of) = 2 and extract(day from $as_of) = 29 then 28
      else cast(extract(day from $as_of) as bigint)
    end
  ) as since
),
classes as (
  select patent, replace(class, ' ', '') as class
  from (
    select key as patent, ipc_main as class from inventions
    union
    select key as patent, unnest(ipc_further) as class from inventions
  ) as listed
  where class is not null
),
-- What an entry includes and leaves out; a class that is open holds everything that begins with it.
included as (
  select entry, replace(replace(pattern, ' ', ''), '*', '') as class, strpos(pattern, '*') > 0 as is_open
  from (select key as entry, unnest(ipc_include) as pattern from industry_concordance) as listed
),
excluded as (
  select entry, replace(replace(pattern, ' ', ''), '*', '') as class, strpos(pattern, '*') > 0 as is_open
  from (select key as entry, unnest(ipc_exclude) as pattern from industry_concordance) as listed
),
words as (
  select entry, lower(word) as word
  from (select key as entry, unnest(keywords) as word from industry_concordance) as listed
),
-- The first three characters, section and class, only make the second join fast.
hits as (
  select classes.patent, classes.class, included.entry
  from classes
  join included on included.class = classes.class
  union
  select classes.patent, classes.class, included.entry
  from classes
  join included on substr(included.class, 1, 3) = substr(classes.class, 1, 3) and starts_with(classes.class, included.class)
  where included.is_open
),
misses as (
  select hits.patent, hits.class, hits.entry
  from hits
  join excluded on excluded.entry = hits.entry and starts_with(hits.class, excluded.class)
  where excluded.is_open or excluded.class = hits.class
),
strategic as (
  select distinct hits.patent
  from hits
  join inventions on inventions.key = hits.patent
  left join misses on misses.patent = hits.patent and misses.class = hits.class and misses.entry = hits.entry
  left join words on words.entry = hits.entry
  where misses.patent is null
    and (words.entry is null or strpos(lower(inventions.title || ' ' || coalesce(inventions.abstract, '')), words.word) > 0)
),
abroad as (
  select family, pct
  from foreign_rights
  where kind = 'patent'
    and office <> 'CN'
    and granted_on <= $as_of
    and coalesce(ended_on > $as_of, status = 'valid')
),
pledged as (
  select pledged_rights.patent, coalesce(pledged_rights.amount, pledges.registered_amount) as amount
  from pledged_rights
  join pledges on pledges.key = pledged_rights.pledge
  where pledges.registered_on <= $as_of
),
awarded as (
  select unnest(patents) as patent
  from awards
  where kind in ('china-gold', 'china-silver', 'china-excellence', 'state-science')
    and announced_on <= $as_of
),
found as (
  select patent, 'strategic-industry' as reason from strategic
  union
  select inventions.key as patent, 'overseas-family' as reason
  from inventions join abroad on abroad.family = inventions.family
  union
  select inventions.key as patent, 'overseas-family' as reason
  from inventions join abroad on abroad.pct = inventions.pct
  union
  select inventions.key as patent, 'kept' as reason
  from inventions cross join day
  where case when $kept_from = 'grant' then inventions.granted_on else inventions.filed_on end < day.since
  union
  select patent, 'pledge' as reason from pledged where $pledge_fen_min > 0 and amount >= $pledge_fen_min
  union
  select patent, 'award' as reason from awarded
),
counted as (
  select patent, string_agg(reason, ',' order by reason) as reasons
  from found
  group by patent
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
  from inventions
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
-- The term ends on the anniversary, or the day after a compensation.
terms as (
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
  from patents
)
select
  inventions.key,
  inventions.title as name,
  inventions.body,
  nullif(inventions.holder, '个人') as owner,
  counted.reasons,
  case
    when terms.until <= $as_of + cast($within_days as int) then 'none'
    when fees.due_on < $as_of then 'pay-with-surcharge'
    else 'pay-annuity'
  end as act,
  case when terms.until > $as_of + cast($within_days as int) then fees.fee_year end as fee_year,
  case when terms.until > $as_of + cast($within_days as int) then fees.due_on end as due_on,
  case when terms.until > $as_of + cast($within_days as int) then fees.last_on else terms.until end as last_on
from inventions
join counted on counted.patent = inventions.key
join fees on fees.key = inventions.key
join terms on terms.key = inventions.key
where terms.until <= $as_of + cast($within_days as int)
  or fees.last_on <= $as_of + cast($within_days as int)
