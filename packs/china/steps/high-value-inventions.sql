-- Inventions of the county in force with at least one of the five reasons of high value. Each is there once, with all its reasons.
with inventions as (
  select key, title, abstract, ipc_main, ipc_further, family, pct, filed_on, granted_on
  from patents_in_force
  where kind = 'invention' and division = $division
),
-- Kept since before this day: for more than so many years.
day as (
  select make_date(
    cast(extract(year from $as_of) as bigint) - $kept_years,
    cast(extract(month from $as_of) as bigint),
    case
      when extract(month from $as_of) = 2 and extract(day from $as_of) = 29 then 28
      else cast(extract(day from $as_of) as bigint)
    end
  ) as since
),
classes as (
  select patent, replace(class, ' ', '') as class
  from (
    select key as patent, ipc_main as class from inventions
    union
    select key as patent, unnest(ipc_further) as class from inventions
  ) as listed
  where class is not null
),
-- What an entry includes and leaves out; a class that is open holds everything that begins with it.
included as (
  select entry, replace(replace(pattern, ' ', ''), '*', '') as class, strpos(pattern, '*') > 0 as is_open
  from (select key as entry, unnest(ipc_include) as pattern from industry_concordance) as listed
),
excluded as (
  select entry, replace(replace(pattern, ' ', ''), '*', '') as class, strpos(pattern, '*') > 0 as is_open
  from (select key as entry, unnest(ipc_exclude) as pattern from industry_concordance) as listed
),
words as (
  select entry, lower(word) as word
  from (select key as entry, unnest(keywords) as word from industry_concordance) as listed
),
-- The first three characters, section and class, only make the second join fast.
hits as (
  select classes.patent, classes.class, included.entry
  from classes
  join included on included.class = classes.class
  union
  select classes.patent, classes.class, included.entry
  from classes
  join included on substr(included.class, 1, 3) = substr(classes.class, 1, 3) and starts_with(classes.class, included.class)
  where included.is_open
),
misses as (
  select hits.patent, hits.class, hits.entry
  from hits
  join excluded on excluded.entry = hits.entry and starts_with(hits.class, excluded.class)
  where excluded.is_open or excluded.class = hits.class
),
strategic as (
  select distinct hits.patent
  from hits
  join inventions on inventions.key = hits.patent
  left join misses on misses.patent = hits.patent and misses.class = hits.class and misses.entry = hits.entry
  left join words on words.entry = hits.entry
  where misses.patent is null
    and (words.entry is null or strpos(lower(inventions.title || ' ' || coalesce(inventions.abstract, '')), words.word) > 0)
),
abroad as (
  select family, pct
  from foreign_rights
  where kind = 'patent'
    and office <> 'CN'
    and granted_on <= $as_of
    and coalesce(ended_on > $as_of, status = 'valid')
),
pledged as (
  select pledged_rights.patent, coalesce(pledged_rights.amount, pledges.registered_amount) as amount
  from pledged_rights
  join pledges on pledges.key = pledged_rights.pledge
  where pledges.registered_on <= $as_of
),
awarded as (
  select unnest(patents) as patent
  from awards
  where kind in ('china-gold', 'china-silver', 'china-excellence', 'state-science')
    and announced_on <= $as_of
),
found as (
  select patent, 'strategic-industry' as reason from strategic
  union
  select inventions.key as patent, 'overseas-family' as reason
  from inventions join abroad on abroad.family = inventions.family
  union
  select inventions.key as patent, 'overseas-family' as reason
  from inventions join abroad on abroad.pct = inventions.pct
  union
  select inventions.key as patent, 'kept' as reason
  from inventions cross join day
  where case when $kept_from = 'grant' then inventions.granted_on else inventions.filed_on end < day.since
  union
  select patent, 'pledge' as reason from pledged where $pledge_fen_min > 0 and amount >= $pledge_fen_min
  union
  select patent, 'award' as reason from awarded
)
select inventions.key, string_agg(found.reason, ',' order by found.reason) as reasons
from found
join inventions on inventions.key = found.patent
group by inventions.key
