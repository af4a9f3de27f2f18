-- Each clock counts once, in the year of the earlier of its end and its last day: what was closed in time in the year, and what had its last
-- day in the year and was not closed by then. The last day itself is over with the year.
with limits as (
  select
    key,
    subject,
    place,
    kind,
    closed_on,
    case when extension_document is not null and extended_to is not null then extended_to else due_on end as due
  from matters
)
select
  key,
  subject as name,
  place as body,
  kind as matter_kind
from limits
where case when closed_on < due then closed_on else due end between $from and $to
  and (
    closed_on <= $to
    or due < $to
    or extract(year from due) < extract(year from $to + interval '1' day)
  )
