/*---
id: camhs-wait-months
kind: measure
title: Wait for a first assessment by mental health services
area: health
subject: child
statistic: mean
period: 12 months
polarity: lower
unit: months
force: local
source: "Local figure; the NHS's own ambition is 4 weeks (Transforming children and young people's mental health provision, 2017)"
reads: [mental_health_referral]
rests_on: [mental_health_referral]
per: subject
category: kind of referral
published:
  series: none by the DfE; NHS England publishes waits of all children by integrated care board
  differs: It counts only children known to children's services, and from the acceptance of the referral.
claims:
  - value: 8
    unit: months
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: how long the waiting list was for a first assessment and treatment; care leavers met the same delay
    authority: 208
    from: 2015-02-24
    to: 2015-03-18
    definition: the length of the waiting list, not the mean of those seen
    same_definition: false
duties: [camhs-wait, camhs-adopted]
row: one child’s first assessment, on the day it took place
why: A child in distress does not get better by waiting.
about: >-
  Children whose first assessment by child and adolescent mental health services took place in the period; the mean
  number of months from the day the referral was accepted, a month being 30.4375 days. The longest wait is in the rows.
  Who is still waiting is not in the mean: the duties camhs-wait and camhs-adopted show them.
---*/
select
    subject_id,
    record_id as occasion_id,
    assessed_on as on_date,
    accepted_on as arose_on,
    assessed_on as met_on,
    (assessed_on - accepted_on) / 30.4375 as value,
    case when crisis then 'Crisis' when after_adoption then 'After adoption' else 'Other' end as category
from mental_health_referral
where assessed_on <= $as_at and assessed_on >= accepted_on
