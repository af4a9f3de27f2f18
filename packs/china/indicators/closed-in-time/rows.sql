-- The last day is within the limit. An extension without the number of its approval does not move it.
select
  key,
  subject as name,
  place as body,
  closed_on as "on",
  kind as matter_kind
from matters
where closed_on >= $from
  and closed_on <= $to
  and closed_on <= case when extension_document is not null and extended_to is not null then extended_to else due_on end
