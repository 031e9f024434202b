/*---
id: care-leaver-contact-satisfaction
kind: measure
title: Care leavers who find their pathway plan helpful
area: care leavers
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
force: local
source: Local question asked at reviews of the pathway plan; no law or guidance defines it
reads: [pathway_review]
rests_on: [pathway_review.found_helpful]
per: subject
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: young people told inspectors that their plans were not helpful, no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
row: one review of a pathway plan, on the day it was held
counted: found the plan helpful
not_counted: did not find the plan helpful
why: Nobody else can say whether the plan is any use.
about: >-
  Reviews of a pathway plan in the 12 months to the day; counted if the young person found the plan helpful. A young
  person asked at two reviews counts twice. Left out where nobody asked.
---*/
select
    subject_id,
    record_id as occasion_id,
    reviewed_on as on_date,
    found_helpful as counted,
    case when found_helpful is null then 'nobody asked' end as left_out
from pathway_review
where reviewed_on <= $as_at
