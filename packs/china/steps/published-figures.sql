-- What counties have published of the figure that is compared. A month or a year counts at its end.
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
