-- The four kinds of advice that the plan wants in each focus industry.
select 'brand' as code, '商标品牌咨询' as title
union all select 'conversion' as code, '成果转化' as title
union all select 'dispute' as code, '侵权纠纷咨询与智力援助' as title
union all select 'standard' as code, '贯标辅导' as title
