-- Patents that were used in the year up to the day, by the ledgers, once for each way.
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
