-- Who on the roster is in office, once for each kind of advice and industry that they serve.
with offered as (
  select key, post, employer, unnest(services) as service, industries
  from roster
  where since <= $as_of
    and (until is null or until >= $as_of)
    and (left_on is null or left_on > $as_of)
)
select key, post, employer, service, unnest(industries) as industry
from offered
