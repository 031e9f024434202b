/*---
id: children-population
kind: measure
title: Children who live in the area
area: context
subject: authority
statistic: mean
period: snapshot
polarity: neutral
unit: children
force: published definition
source: Office for National Statistics, mid-year population estimates, ages 0 to 17 (table by single year of age), as recorded for the authority
reads: [population]
rests_on: [population]
published:
  series: none; the estimates are the figure
  differs: Only what is recorded for the authority is shown here; rates fall back on the published estimate where none is.
claims:
  - value: 61900
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: about that many under 18, 19.7% of everybody who lives in the area
    authority: 208
    period: not stated
    definition: children and young people under 18 who live in the area
    same_definition: true
row: the last count of the people who live in the area, on the day
why: Every rate is counted over it.
about: >-
  The number of people aged 0 to 17 from the last count recorded by the day; where it was recorded by bands of age they are
  added up. A record that reaches beyond 17 is not used, so the share of all residents is not given here.
---*/
with counts as (
    select
        counted_on,
        sum(persons) as persons
    from population
    where age_to <= 17 and counted_on <= $as_at
    group by counted_on
)

select
    'authority' as subject_id,
    c.counted_on as occasion_id,
    r.day as on_date,
    c.persons as value
from reporting_days() r
asof join counts c on c.counted_on <= r.day
