select
  gi_sign_permits.producer as key,
  min(gi_sign_permits.key) as record,
  min(gi_producers.name) as name,
  min(gi_producers.body) as body
from gi_sign_permits
join gi_producers on gi_producers.key = gi_sign_permits.producer
where gi_sign_permits.approved_on <= $as_of
  and (gi_sign_permits.until is null or gi_sign_permits.until >= $as_of)
  and (gi_sign_permits.ended_on is null or gi_sign_permits.ended_on > $as_of)
  and (gi_producers.since is null or gi_producers.since <= $as_of)
  and (gi_producers.left_on is null or gi_producers.left_on > $as_of)
group by gi_sign_permits.producer
