/*---
id: cp-plan-2y
kind: duty
title: Child protection plan ended, or looked at again at the top, by 2 years
area: child protection
subject: child
force: local
number: local
source: >-
  Local: no law sets an end. 2 years is the threshold of DfE's indicator of plans lasting 2 years or more in
  Characteristics of children in need
in_force: 2013-04-15..
reads: [cp_plan_as_at, childhood_end]
owner: head of service
warn: 3 months
harm: medium
harm_why: The child may grow used to living at risk, and so may those who should change it.
gap_after: 6 months
counts: days
met_by: [cp_plan]
rests_on: [cp_plan]
per: subject
why: Two years on a plan means two years at risk; either it works and ends, or another way must be found.
about: >-
  Each child protection plan is to end by its second anniversary (29 February: by the 28th). Met by the end of the plan.
  A director's signed exception would meet it too, but no return holds one, so none is counted. The DfE's indicator
  counts a plan that ended on the anniversary itself as 2 years; here that is still in time. The child's turning 18 or
  dying stops the clock.
---*/
select
    p.subject_id,
    p.plan_id as occasion_id,
    p.started_on as arose_on,
    (p.started_on + interval 24 month)::date as due_on,
    p.ended_on as met_on,
    e.ended_on as stopped_on,
    e.reason as stopped_why
from cp_plan_as_at p
left join childhood_end e on e.subject_id = p.subject_id and e.ended_on >= p.started_on
