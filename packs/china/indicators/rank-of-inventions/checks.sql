-- fail 同一区县同一时期公布的数不同 | a county has two different figures of one period
select published_figures.division as key
from published_figures
join rows as ranked on ranked.key = published_figures.division and ranked."on" = published_figures.ends_on
where published_figures.value <> ranked.weight
group by published_figures.division

-- warn 没有进入设定的领先位次 | not among the places that are leading
select ours.key
from rows as ours
join rows as others on others.weight > ours.weight
where ours.key = $division
group by ours.key
having count(*) >= $leading_max
