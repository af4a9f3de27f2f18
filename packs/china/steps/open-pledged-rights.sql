-- Rights in pledges that are registered and neither released nor settled on the day.
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
