-- fail 状态为有效却没有授权公告日 | valid without a day of grant
select key
from patents
where kind = 'invention' and division = $division and status = 'valid' and granted_on is null

-- warn 预判：没有装入战略性新兴产业参照关系表，只按其余四类计数，实际不低于此数 | provisional: the concordance of industries is not loaded; only the four other reasons count, so the true figure is not lower
select '预判' as key
where not exists (select 1 from industry_concordance)

-- warn 人口数据早于两年前，比率可能不准 | the population is more than two years old
select base.key
from base
join population on population.key = base.key
where population.year + 2 < extract(year from $as_of)
