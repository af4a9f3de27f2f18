-- Rights in pledges that are registered and neither released nor settled, with what endangers them.
with open_rights as (
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
risks as (
  select open_rights.key, 'ended' as reason, patents.ended_on as due_on
  from open_rights
  join patents on patents.key = open_rights.patent
  left join patents_in_force as living on living.key = patents.key
  where living.key is null and patents.granted_on <= $as_of
  union all
  select open_rights.key, 'annuity' as reason, next_annuities.due_on
  from open_rights
  join next_annuities on next_annuities.key = open_rights.patent
  where next_annuities.due_on <= $as_of + cast($within_days as int)
  union all
  select open_rights.key, 'ended' as reason, coalesce(trademarks.ended_on, trademarks.until) as due_on
  from open_rights
  join trademarks on trademarks.key = open_rights.trademark
  where not coalesce(trademarks.ended_on > $as_of, trademarks.status = 'valid')
  union all
  select open_rights.key, 'renewal' as reason, trademarks.until as due_on
  from open_rights
  join trademarks on trademarks.key = open_rights.trademark
  where coalesce(trademarks.ended_on > $as_of, trademarks.status = 'valid')
    and trademarks.until <= $as_of + cast($within_days as int)
)
select
  open_rights.key,
  coalesce(open_rights.patent, open_rights.trademark) as name,
  enterprises.body,
  nullif(open_rights.pledgor, '个人') as owner,
  risks.reason as reasons,
  risks.due_on,
  open_rights.pledgee,
  open_rights.until
from risks
join open_rights on open_rights.key = risks.key
left join enterprises on enterprises.key = open_rights.enterprise
