-- A loan on rights of one kind counts whole; of several kinds only what is stated for this one. Nothing is divided by us.
with shares as (
  select
    pledge,
    count(distinct kind) as kinds,
    count(case when kind = 'trademark' then 1 end) as rights,
    cast(sum(case when kind = 'trademark' then amount end) as bigint) as stated
  from pledged_rights
  group by pledge
)
select
  pledges.key,
  case when shares.kinds = 1 then pledges.registered_amount else shares.stated end as weight,
  pledges.registered_on as "on",
  pledges.pledgor as name,
  enterprises.body,
  nullif(pledges.pledgor, '个人') as owner,
  pledges.status
from pledges
join shares on shares.pledge = pledges.key and shares.rights > 0
left join enterprises on enterprises.key = pledges.enterprise
where pledges.registered_on between $base_day and $to
  and case when shares.kinds = 1 then pledges.registered_amount else shares.stated end is not null
