/*---
id: post-adoption-families
kind: measure
title: Adopted children with support open
area: permanence and adoption
subject: child
statistic: count
period: snapshot
polarity: neutral
unit: children
force: local
source: Local count; support is under the Adoption Support Services Regulations 2005, reg 13 and reg 16
reads: [adoption_support]
rests_on: [adoption_support]
per: subject
category: assessed or not
claims:
  - value: 10
    unit: families
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: the post-adoption worker was working with
    authority: 208
    from: 2015-02-24
    to: 2015-03-18
    definition: families, not children
    same_definition: false
  - value: 3
    unit: assessments
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: completed in 2014 to 2015
    authority: 208
    from: 2014-04-01
    to: 2015-03-31
    definition: assessments finished in the year, not work that is open
    same_definition: false
row: one child with support after adoption, on the day
why: An adoption order ends the court's work, not the family's.
about: >-
  Children for whom support after adoption was asked for by the day and had not ended; a child with two requests counts once.
  The category says whether the needs had been assessed by then.
---*/
select
    s.subject_id,
    max(s.record_id) as occasion_id,
    r.day as on_date,
    case when bool_or(coalesce(s.assessed_on <= r.day, false)) then 'Assessed' else 'Not assessed' end as category
from reporting_days() r
inner join adoption_support s
    on s.requested_on <= r.day and (s.ended_on is null or s.ended_on > r.day)
group by s.subject_id, r.day
