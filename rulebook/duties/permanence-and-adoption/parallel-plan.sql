/*---
id: parallel-plan
kind: duty
title: Parallel or contingency plan recorded
area: permanence and adoption
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  The Children Act 1989 guidance and regulations, volume 2, care planning, placement and case review, DfE, June 2015
  (first March 2010), chapter 2 on the care plan and its contingency; paragraph not checked
in_force: 2011-04-01..
reads: [permanence_care, care_plan, permanence_plan, review_meeting]
owner: allocated_worker
warn: 1 month
counts: days
why: If the first plan fails, a second one made in good time spares a child months of waiting.
about: >-
  The first care plan of a period of care starts the clock: within four months, about the time of the second review,
  there must be a second plan beside it. Met by a care plan with a contingency, by a plan for permanence marked as
  parallel, or by a review held with the parallel plan noted, whichever came first. There is no clock where no care
  plan is recorded in the period; another duty shows that. Whether each later review keeps the second plan is not
  judged. Where care ended by the due day nothing was owed; where it ended later the clock stops as missed.
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

timed as (
    select
        c.subject_id,
        c.care_id,
        c.ended_on,
        c.ended_how,
        min(p.planned_on) filter (where p.is_care_plan) as opened_on,
        min(p.planned_on) filter (where p.is_parallel) as met_on
    from planned p
    asof inner join permanence_care c on c.subject_id = p.subject_id and c.started_on <= p.planned_on
    where c.ended_on is null or p.planned_on <= c.ended_on
    group by c.subject_id, c.care_id, c.ended_on, c.ended_how
),

due as (
    select
        *,
        (opened_on + interval 4 month)::date as due_on
    from timed
    where opened_on is not null
)

select
    subject_id,
    care_id as occasion_id,
    opened_on as arose_on,
    due_on,
    met_on,
    case
        when met_on is not null or ended_on is null then null
        when ended_on <= due_on then 'Not owed: ' || ended_how || ' first'
        else 'Missed: ' || ended_how || ' without a second plan'
    end as excused
from due
