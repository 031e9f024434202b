/*---
id: minority_ethnic_population
kind: view
title: Minority ethnic share of the children who live in the area
area: identity
subject: authority
reads: [population_group]
about: >-
  One row for each day on which people aged 0 to 17 were counted by ethnic group. share is that of mixed, Asian, Black and
  other minority ethnic groups among all whose group is known; the white minorities are not in it. The groups may be
  recorded as the returns' codes or by their names.
---*/
with sorted as (
    select
        counted_on,
        persons,
        case
            when value in ('NOBT', 'REFU', 'Not known', 'Unknown') then null
            when value in ('WBRI', 'WIRI', 'WIRT', 'WROM', 'WOTH') or value like 'White%' then false
            else true
        end as minority
    from population_group
    where dimension = 'ethnicity' and counted_on <= $as_at
)

select
    counted_on,
    100.0 * coalesce(sum(persons) filter (where minority), 0)
    / nullif(sum(persons) filter (where minority is not null), 0) as share
from sorted
group by counted_on
