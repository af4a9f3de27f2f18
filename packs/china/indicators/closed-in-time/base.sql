-- What was closed in the year, and what is open on the day though its limit is over.
select key, subject as name, place as body
from matters
where (closed_on >= $from and closed_on <= $to)
  or (
    (closed_on is null or closed_on > $to)
    and case when extension_document is not null and extended_to is not null then extended_to else due_on end < $to
  )
