-- For how many seats each body is entitled on the day, by class and product.
select body, class, product, cast(sum(seats) as bigint) as seats
from software_entitlements
where since <= $as_of
  and (until is null or until >= $as_of)
group by body, class, product
