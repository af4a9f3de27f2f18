select
  key,
  name,
  place as body,
  title,
  level
from schools_and_bases
where kind in ('primary', 'secondary')
  and title in ('pilot', 'demonstration')
  and document_number is not null
  and since <= $as_of
  and (until is null or until >= $as_of)
