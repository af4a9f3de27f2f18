select
  focus_industries.key || '~' || advice_kinds.code as key,
  focus_industries.key as record,
  focus_industries.name || '：' || advice_kinds.title as name
from focus_industries
cross join advice_kinds
