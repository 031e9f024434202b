/*---
id: lac-fixed-exclusions
kind: measure
title: Looked-after children suspended in the last 12 months
area: education
subject: child
statistic: count
looks_back: 12 months
period: snapshot
polarity: lower
unit: children
force: published definition
source: DfE, Outcomes for children in need, including children looked after by local authorities in England (suspensions), 2014 to 2024
reads: [exclusion, care_to_18]
rests_on: [exclusion, episode]
per: subject
published:
  series: "none that Heed has a file of; Outcomes for children in need, including children looked after: one or more suspensions"
  differs: >-
    The published figure is a share of children looked after for twelve months at 31 March, by school year. Here it is
    the number of children, in the twelve months to the day, suspended while looked after for however long.
claims:
  - value: 19
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: from September 2014 to the inspection, each offered support or alternative provision
    authority: 208
    from: 2014-09-01
    to: 2015-03-18
    definition: children with a fixed term exclusion in part of a school year, not in twelve months
    same_definition: false
row: one child suspended in the 12 months to the day
why: A suspension is often the first sign that school, home or both are coming apart.
about: >-
  Children with at least one suspension (fixed term exclusion), begun in the twelve months to the day, while they were
  looked after. A child suspended twice counts once. Short breaks do not count.
---*/
with suspended as (
    select
        e.subject_id,
        e.started_on,
        c.until_on
    from exclusion e
    asof join care_to_18 c on c.subject_id = e.subject_id and c.started_on <= e.started_on
    where e.kind = 'suspension' and e.started_on <= $as_at
)

select
    s.subject_id,
    s.subject_id as occasion_id,
    r.day as on_date
from reporting_days() r
inner join suspended s on s.started_on <= r.day and s.started_on > r.day - interval 12 month
where s.until_on is null or s.until_on > s.started_on
group by s.subject_id, r.day
