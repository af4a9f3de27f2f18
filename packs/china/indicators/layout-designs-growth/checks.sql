-- warn 比基期同期的增长没有达到“大幅” | it has not risen greatly over the same months of the base year
select cast(cast(extract(year from $to) as bigint) as text) as key
from years_compared
where this_year * 100 < base_year * (100 + $much_percent)
