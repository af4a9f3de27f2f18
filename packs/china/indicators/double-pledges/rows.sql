-- Rights that stand in more than one open pledge.
with named as (
  select
    key,
    pledge,
    kind,
    coalesce(patent, trademark, work, software_copyright, other_right) as pledged,
    pledgor,
    pledgee,
    enterprise
  from open_pledged_rights
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
