-- A fee of year n is due on the anniversary of filing that ends year n - 1.
with paid as (
  select
    patent_events.patent,
    min(patent_events.date) as paid_on
  from patent_events
  join patents on patents.key = patent_events.patent
  where patent_events.kind = 'fee-payment'
    and patent_events.proof is not null
    and patent_events.year is not null
    and patent_events.date between $from and $to
    and cast(extract(year from patent_events.date) as bigint) * 10000
        + cast(extract(month from patent_events.date) as bigint) * 100
        + cast(extract(day from patent_events.date) as bigint)
      > (cast(extract(year from patents.filed_on) as bigint) + patent_events.year - 1) * 10000
        + cast(extract(month from patents.filed_on) as bigint) * 100
        + cast(extract(day from patents.filed_on) as bigint)
  group by patent_events.patent
)
select
  patents.key,
  paid.paid_on as "on",
  patents.title as name,
  patents.body,
  patents.kind
from paid
join patents on patents.key = paid.patent
where patents.status = 'valid'
