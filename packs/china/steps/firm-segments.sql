-- The segments of which each firm is a member on the day.
select enterprise, string_agg(segment, ',' order by segment) as reasons
from enterprise_segments
where since <= $as_of
  and (until is null or until >= $as_of)
group by enterprise
