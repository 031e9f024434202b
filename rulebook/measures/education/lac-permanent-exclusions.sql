/*---
id: lac-permanent-exclusions
kind: measure
title: Permanent exclusions of looked-after children in the last two years
area: education
subject: child
statistic: count
looks_back: 24 months
period: snapshot
polarity: lower
unit: exclusions
force: published definition
source: DfE, Outcomes for children in need, including children looked after by local authorities in England (permanent exclusions), 2014 to 2024
reads: [exclusion, care_to_18]
rests_on: [exclusion, episode]
per: subject
published:
  series: "none that Heed has a file of; Outcomes for children in need, including children looked after: permanent exclusions"
  differs: >-
    The published figure is a rate by school year, of children looked after for twelve months at 31 March. Here it is
    the number in the two years to the day, of children looked after for however long.
claims:
  - value: 0
    unit: exclusions
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in the last two years
    authority: 208
    period: not stated
    definition: in the last two years, of which no days are given
    same_definition: false
row: one permanent exclusion in the two years to the day
why: Guidance asks that a looked-after child is excluded for good only where nothing else is left.
about: >-
  Permanent exclusions, begun in the two years to the day, of children who were looked after on the day. Short breaks do
  not count. One that was overturned counts until the record says otherwise.
---*/
with excluded as (
    select
        e.subject_id,
        e.record_id,
        e.started_on,
        c.until_on
    from exclusion e
    asof join care_to_18 c on c.subject_id = e.subject_id and c.started_on <= e.started_on
    where e.kind = 'permanent' and e.started_on <= $as_at
)

select
    x.subject_id,
    x.record_id as occasion_id,
    r.day as on_date
from reporting_days() r
inner join excluded x on x.started_on <= r.day and x.started_on > r.day - interval 24 month
where x.until_on is null or x.until_on > x.started_on
