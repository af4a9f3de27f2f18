-- Places with a station that is open on the day. Whether it worked in the last year will be seen from cases.
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
group by place
