-- warn 网上办理占比没有达到“大幅提升”的数 | fewer are done online than “greatly” means
select min(base.key) as key
from base
left join rows on rows.key = base.key
having count(rows.key) * 100 < count(base.key) * $much_online_percent
