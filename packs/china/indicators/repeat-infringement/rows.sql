-- Another matter against the same firm, accepted before, in which infringement was found within the years before this one.
select
  now.key,
  now.subject as name,
  now.place as body,
  now.accepted_on as "on",
  now.kind as matter_kind
from matters as now
where now.infringement
  and now.accepted_on >= $from
  and now.accepted_on <= $to
  and exists (
    select 1
    from matters as earlier
    where earlier.infringement
      and earlier.respondent = now.respondent
      and earlier.key <> now.key
      and earlier.outcome in ('upheld', 'partly')
      and earlier.closed_on <= now.accepted_on
      and earlier.closed_on >= make_date(
        cast(extract(year from now.accepted_on) as bigint) - $years_before,
        cast(extract(month from now.accepted_on) as bigint),
        case
          when extract(month from now.accepted_on) = 2 and extract(day from now.accepted_on) = 29 then 28
          else cast(extract(day from now.accepted_on) as bigint)
        end
      )
  )
