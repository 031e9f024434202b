/*---
id: parallel-plan
kind: duty
title: Parallel or contingency plan recorded
area: permanence and adoption
subject: child
force: local
number: local
source: >-
  Local number, about the time of the second review; the need for a second plan is in the Children Act 1989 guidance
  and regulations, volume 2, care planning, placement and case review, DfE, June 2015 (first March 2010), chapter 2 on
  the care plan and its contingency, paragraph not checked
in_force: 2011-04-01..
reads: [permanence_care, care_plan, permanence_plan, review_meeting]
owner: allocated_worker
warn: 1 month
harm: medium
harm_why: If the first plan fails the child may have to wait for another to be made from nothing.
gap_after: 6 months
counts: days
met_by: [care_plan, permanence_plan, care_plan.contingency|permanence_plan.parallel]
rests_on: [care_plan, episode]
per: subject
settings:
  parallel_plan_months:
    value: 4
    basis: Heed's default until the authority sets its own; about the time of the second review
why: If the first plan fails, a second one made in good time spares a child months of waiting.
about: >-
  The first care plan of a period of care starts the clock: within four months, about the time of the second review,
  or the authority's own number, there must be a second plan beside it. Met by a care plan with a contingency, by a
  plan for permanence marked as parallel, or by a review held with the parallel plan noted, whichever came first.
  Which care plan was the first can be told only where the records reach back to the day the child came into care, so
  the clock arises on that day, and it cannot be told where that day is not known. There is no clock where no care
  plan is recorded in the period; another duty shows that. Whether each later review keeps the second plan is not
  judged. Where care ended by the due day nothing was owed; where it ended later without a second plan it was missed.
---*/
with planned as (
    select
        subject_id,
        recorded_on as planned_on,
        true as is_care_plan,
        coalesce(contingency, false) as is_parallel
    from care_plan
    where recorded_on <= $as_at
    union all
    select
        subject_id,
        recorded_on as planned_on,
        false as is_care_plan,
        true as is_parallel
    from permanence_plan
    where recorded_on <= $as_at and parallel
    union all
    select
        subject_id,
        held_on as planned_on,
        false as is_care_plan,
        true as is_parallel
    from review_meeting
    where held_on <= $as_at and parallel_plan
),

first_plans as (
    select
        c.care_id,
        min(p.planned_on) filter (where p.is_care_plan) as opened_on,
        min(p.planned_on) filter (where p.is_parallel) as met_on
    from planned p
    asof inner join permanence_care c on c.subject_id = p.subject_id and c.started_on <= p.planned_on
    where c.ended_on is null or p.planned_on <= c.ended_on
    group by c.care_id
)

select
    c.subject_id,
    c.care_id as occasion_id,
    c.started_on as arose_on,
    case
        when c.start_known then (p.opened_on + to_months(try_cast(setting('parallel_plan_months') as integer)))::date
    end as due_on,
    p.met_on,
    c.ended_on as stopped_on,
    c.ended_how as stopped_why,
    case when not c.start_known then 'the day the child came into care, and so the first care plan' end as missing
from first_plans p
inner join permanence_care c on c.care_id = p.care_id
where p.opened_on is not null and (c.start_known or least(p.met_on, c.ended_on) is null)
