-- Places with a station that is open on the day; if it is asked for, with one that had a matter within the last twelve months.
select
  place as key,
  min(key) as record,
  min(name) as name,
  place as body
from service_stations
where kind in ('mediation', 'rights-aid')
  and opened_on <= $as_of
  and (closed_on is null or closed_on > $as_of)
  and place in (select key from bodies where kind in ('street', 'town', 'park'))
  and (
    $worked = 'any'
    or key in (
      select station
      from matters
      where station is not null
        and accepted_on > cast($as_of - interval '12' month as date)
        and accepted_on <= $as_of
    )
  )
group by place
