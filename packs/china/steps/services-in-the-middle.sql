-- Of the services done in the period whose hours are on record, in the order of these: the one in the middle, or the two.
with placed as (
  select
    key, item, body, done_on, channel, hours,
    cast(row_number() over (order by hours, key) as bigint) as place
  from service_log
  where done_on between $from and $to
    and hours is not null
),
counted as (
  select count(*) as services
  from placed
)
select placed.key, placed.item, placed.body, placed.done_on, placed.channel, placed.hours
from placed
cross join counted
where placed.place * 2 between counted.services and counted.services + 2
