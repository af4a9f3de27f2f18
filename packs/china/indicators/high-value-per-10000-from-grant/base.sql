-- The newest resident population whose day, the end of its year, has come.
select key, people as weight, cast(year as text) as name
from population
where kind = 'resident'
  and people is not null
  and year = (
    select max(year)
    from population
    where kind = 'resident' and people is not null and year < extract(year from $as_of + interval '1' day)
  )
