/*---
id: permanence-plan-2nd-review
kind: duty
title: Plan for permanence by the second review
area: permanence and adoption
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  The Children Act 1989 guidance and regulations, volume 2, care planning, placement and case review, DfE, June 2015
  (first March 2010), chapter 2 on planning for permanence, for the second review (read in a glossary; paragraph not
  checked); Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), reg 5(a) for the plan
  and reg 33(1) and (2) for the days of the reviews
in_force: 2011-04-01..
reads: [permanence_care, permanence_plan, review_meeting]
owner: allocated_worker
warn: 1 month
harm: medium
harm_why: The child may stay in a temporary home where they cannot settle.
gap_after: 6 months
counts: days
met_by: [permanence_plan]
rests_on: [episode]
per: subject
drift: {order: 5, kind: permanence, title: Permanence not decided, stage: past the second review}
why: A child who has been away from home for four months should know where they will grow up.
about: >-
  Each period of care is owed a plan for permanence within four months of coming into care, the latest day for the
  second review (20 working days and three months); four months from the 30th or 31st is the last day of a shorter
  month. Met by the first plan recorded in the period, or by a review held with the plan noted. Whether each later
  review keeps the plan is not judged here. Where care ended by the due day nothing was owed; where it ended later
  without a plan it was missed. It cannot be told where the day of coming into care is not known and no plan is
  recorded yet; such a clock is left out once there is a plan or care has ended.
---*/
with planned as (
    select
        subject_id,
        recorded_on as planned_on
    from permanence_plan
    where recorded_on <= $as_at
    union all
    select
        subject_id,
        held_on as planned_on
    from review_meeting
    where held_on <= $as_at and permanence_plan
),

first_plan as (
    select
        c.care_id,
        min(p.planned_on) as planned_on
    from planned p
    asof inner join permanence_care c on c.subject_id = p.subject_id and c.started_on <= p.planned_on
    where c.ended_on is null or p.planned_on <= c.ended_on
    group by c.care_id
)

select
    c.subject_id,
    c.care_id as occasion_id,
    c.started_on as arose_on,
    case when c.start_known then (c.started_on + interval 4 month)::date end as due_on,
    p.planned_on as met_on,
    c.ended_on as stopped_on,
    c.ended_how as stopped_why,
    case when not c.start_known then 'the day the child came into care' end as missing
from permanence_care c
left join first_plan p on p.care_id = c.care_id
where c.start_known or least(p.planned_on, c.ended_on) is null
