with financed as (
  select patent, sum(amount) as amount
  from pledged_rights
  where patent is not null and (released_on is null or released_on > $as_of)
  group by patent
),
abroad as (
  select distinct family
  from foreign_rights
  where family is not null and granted_on <= $as_of
),
awarded as (
  select distinct patent
  from (select unnest(patents) as patent from awards where year <= date_part('year', $as_of)) as winners
),
reasons as (
  select
    p.key,
    p.body,
    concat_ws(
      ',',
      case when starts_with(p.ipc_main, 'G06') or starts_with(p.ipc_main, 'H01') then 'emerging' end,
      case when abroad.family is not null then 'abroad' end,
      case when p.filed_on <= $kept_since then 'kept' end,
      case when financed.amount >= $financed_fen then 'financed' end,
      case when awarded.patent is not null then 'awarded' end
    ) as reasons
  from patents p
  left join financed on financed.patent = p.key
  left join abroad on abroad.family = p.family
  left join awarded on awarded.patent = p.key
  where p.kind = 'invention' and p.status = 'valid' and p.division = $division
)
select key, body, reasons
from reasons
where reasons <> ''
