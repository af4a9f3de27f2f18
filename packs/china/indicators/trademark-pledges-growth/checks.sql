-- warn 兼用几种权利、没有分列金额，没有计入 | on several kinds of rights without an amount for this one; not counted
select pledge as key
from pledged_rights
where pledge in (select key from pledges where registered_on between $base_day and $to)
group by pledge
having count(distinct kind) > 1
  and count(case when kind = 'trademark' then 1 end) > 0
  and count(case when kind = 'trademark' then amount end) = 0

-- warn 没有登记用了哪些权利，三类都没有计入 | no pledged right on record; it counts for no kind
select pledges.key
from pledges
left join pledged_rights on pledged_rights.pledge = pledges.key
where pledges.registered_on between $base_day and $to and pledged_rights.key is null
