-- The last audit that was passed, by the ledger of audits or as the title says; until then the day of issue counts. One with something to be
-- put right is passed once that was verified. What was passed and does not stand in the title is listed as well: its deadline goes by the title.
with audits as (
  select
    title, audited_on,
    case when result = 'corrective' and corrected_on <= $as_of then 'passed' else result end as result
  from certificate_audits
  where title is not null
    and step in ('surveillance', 'recertification')
    and result is not null
    and audited_on <= $as_of
),
passed as (
  select title, max(audited_on) as passed_on
  from audits
  where result = 'passed'
  group by title
),
newest_day as (
  select title, max(audited_on) as audited_on
  from audits
  group by title
),
newest as (
  select audits.title, min(audits.result) as result
  from audits
  join newest_day on newest_day.title = audits.title and newest_day.audited_on = audits.audited_on
  group by audits.title
),
certificates as (
  select
    titles.key, titles.holder, titles.body, titles.until, newest.result,
    greatest(titles.since, coalesce(titles.checked_on, titles.since), coalesce(passed.passed_on, titles.since)) as passed_on,
    coalesce(passed.passed_on > greatest(titles.since, coalesce(titles.checked_on, titles.since)), false) as unnoted
  from titles
  left join passed on passed.title = titles.key
  left join newest on newest.title = titles.key
  where titles.kind = 'ip-standard'
    and titles.since <= $as_of
    and (titles.until is null or titles.until >= $as_of)
    and (titles.ended_on is null or titles.ended_on > $as_of)
)
select key, holder as name, body, passed_on, result, unnoted, until
from certificates
where coalesce(result, 'passed') <> 'passed'
  or passed_on < cast($as_of - interval '1' year as date)
  or unnoted
