-- Firms of the county in the pool by a document of the window that is attached. Who left without reaching the goal no longer counts.
with entered as (
  select enterprise, min(key) as record, min(entered_on) as entered_on, min(document) as document
  from cultivations
  where target = 'ip-enterprise'
    and entered_on between $counted_since and $as_of
    and document is not null
    and files is not null
    and (outcome is null or outcome = 'reached' or left_on > $as_of)
  group by enterprise
)
select
  entered.enterprise as key,
  entered.record,
  enterprises.name,
  enterprises.body,
  entered.entered_on,
  entered.document
from entered
join enterprises on enterprises.key = entered.enterprise
where enterprises.division = $division
