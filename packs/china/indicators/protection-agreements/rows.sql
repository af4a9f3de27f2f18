-- Each party once, with the first of its agreements.
with joined as (
  select key as agreement, unnest(parties) as party
  from agreements
  where state = 'running'
    and kind in ('association', 'cross-region', 'cooperation')
    and signed_on <= $as_of
    and (until is null or until >= $as_of)
)
select
  party as key,
  min(agreement) as record,
  party as name,
  cast(count(distinct agreement) as bigint) as agreements
from joined
group by party
