-- Rights in pledges that are registered and neither released nor settled, with what endangers them.
with risks as (
  select open_pledged_rights.key, 'ended' as reason, patents.ended_on as due_on
  from open_pledged_rights
  join patents on patents.key = open_pledged_rights.patent
  left join patents_in_force as living on living.key = patents.key
  where living.key is null and patents.granted_on <= $as_of
  union all
  select open_pledged_rights.key, 'annuity' as reason, next_annuities.due_on
  from open_pledged_rights
  join next_annuities on next_annuities.key = open_pledged_rights.patent
  where next_annuities.due_on <= $as_of + cast($within_days as int)
  union all
  select open_pledged_rights.key, 'ended' as reason, coalesce(trademarks.ended_on, trademarks.until) as due_on
  from open_pledged_rights
  join trademarks on trademarks.key = open_pledged_rights.trademark
  where not coalesce(trademarks.ended_on > $as_of, trademarks.status = 'valid')
  union all
  select open_pledged_rights.key, 'renewal' as reason, trademarks.until as due_on
  from open_pledged_rights
  join trademarks on trademarks.key = open_pledged_rights.trademark
  where coalesce(trademarks.ended_on > $as_of, trademarks.status = 'valid')
    and trademarks.until <= $as_of + cast($within_days as int)
)
select
  open_pledged_rights.key,
  coalesce(open_pledged_rights.patent, open_pledged_rights.trademark) as name,
  enterprises.body,
  nullif(open_pledged_rights.pledgor, '个人') as owner,
  risks.reason as reasons,
  risks.due_on,
  open_pledged_rights.pledgee,
  open_pledged_rights.until
from risks
join open_pledged_rights on open_pledged_rights.key = risks.key
left join enterprises on enterprises.key = open_pledged_rights.enterprise
