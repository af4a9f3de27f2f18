-- Published figures of the newest period for which ours is there, too. A month or a year counts at its end.
with figures as (
  select
    key,
    division,
    name,
    value,
    cast(
      case
        when length(period) = 4 then cast(period || '-01-01' as date) + interval '1' year
        when length(period) = 7 then cast(period || '-01' as date) + interval '1' month
        else cast(period as date) + interval '1' day
      end - interval '1' day
    as date) as ends_on
  from peer_figures
  where indicator = $compared
)
select
  figures.division as key,
  figures.key as record,
  figures.name,
  figures.value as weight,
  figures.ends_on as "on"
from figures
where figures.ends_on = (select max(ends_on) from figures where division = $division and ends_on <= $as_of)
