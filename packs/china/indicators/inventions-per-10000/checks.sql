-- fail 状态为有效却没有授权公告日 | valid without a day of grant
select key
from patents
where kind = 'invention' and division = $division and status = 'valid' and granted_on is null

-- warn 人口数据早于两年前，比率可能不准 | the population is more than two years old
select base.key
from base
join population on population.key = base.key
where population.year + 2 < extract(year from $as_of)
