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
named as (
  select
    key,
    pledge,
    kind,
    coalesce(patent, trademark, work, software_copyright, other_right) as pledged,
    pledgor,
    pledgee,
    enterprise
  from open_rights
),
twice as (
  select kind, pledged, count(distinct pledge) as pledges
  from named
  where pledged is not null
  group by kind, pledged
  having count(distinct pledge) > 1
)
select
  named.key,
  named.pledged as name,
  enterprises.body,
  nullif(named.pledgor, '个人') as owner,
  named.kind,
  named.pledgee,
  twice.pledges
from named
join twice on twice.kind = named.kind and twice.pledged = named.pledged
left join enterprises on enterprises.key = named.enterprise
