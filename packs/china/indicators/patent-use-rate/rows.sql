-- Patents in force of the county that are used, by whomever, by the ledgers of the year up to the day.
with used as (
  select patent, mode
  from (
    select unnest(patents) as patent, mode
    from conversions
    where mode in ('own-use', 'transfer', 'license', 'investment')
      and date > $as_of - interval '1' year
      and date <= $as_of
    union
    select unnest(patents) as patent, 'license' as mode
    from licenses
    where signed_on > $as_of - interval '1' year
      and signed_on <= $as_of
    union
    select patent, case when kind = 'transfer' then 'transfer' else 'license' end as mode
    from patent_events
    where kind in ('transfer', 'license')
      and date > $as_of - interval '1' year
      and date <= $as_of
  ) as found
),
modes as (
  select patent, string_agg(mode, ',' order by mode) as reasons
  from used
  group by patent
)
select
  patents.key,
  patents.title as name,
  patents.body,
  nullif(patents.holder, '个人') as owner,
  modes.reasons,
  patents.kind,
  patent_applicants.kind as holder_kind
from patents_in_force as patents
join modes on modes.patent = patents.key
left join patent_applicants on patent_applicants.patent = patents.key and patent_applicants.number = 1
where patents.division = $division
