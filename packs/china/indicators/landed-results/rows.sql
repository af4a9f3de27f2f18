select
  conversions.key,
  conversions.title as name,
  conversions.place as body,
  conversions.taker as owner,
  conversions.provider,
  conversions.mode,
  conversions.field,
  conversions.product,
  conversions.sales
from conversions
join bodies on bodies.key = conversions.place
where bodies.kind in ('street', 'town', 'park')
  and conversions.date <= $as_of
  and (conversions.record_number is not null or array_length(conversions.proof) > 0)
