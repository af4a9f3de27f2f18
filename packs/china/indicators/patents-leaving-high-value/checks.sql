-- warn 预判：没有装入战略性新兴产业参照关系表，只按其余四类计数，实际不低于此数 | provisional: the concordance of industries is not loaded; only the four other reasons count, so the true figure is not lower
select '预判' as key
where not exists (select 1 from industry_concordance)
