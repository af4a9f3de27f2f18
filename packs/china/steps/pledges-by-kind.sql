-- Loans by kind of pledged right. One on rights of one kind counts whole; of several kinds only what is stated for each. Nothing is divided
-- by us: where nothing is stated, weight is empty.
with stated as (
  select pledge, kind, cast(sum(amount) as bigint) as amount
  from pledged_rights
  group by pledge, kind
),
numbers as (
  select pledge, count(kind) as kinds
  from stated
  group by pledge
)
select
  pledges.key,
  stated.kind,
  case when numbers.kinds = 1 then pledges.registered_amount else stated.amount end as weight,
  pledges.registered_on,
  pledges.pledgor,
  enterprises.body,
  pledges.status
from pledges
join stated on stated.pledge = pledges.key
join numbers on numbers.pledge = pledges.key
left join enterprises on enterprises.key = pledges.enterprise
