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
  (first March 2010), chapter 2 on planning for permanence, with reg 33 of the 2010 Regulations for the days of the
  reviews; paragraph not checked
in_force: 2011-04-01..
reads: [permanence_care, permanence_plan, review_meeting]
owner: allocated_worker
warn: 1 month
counts: days
drift: {order: 5, kind: permanence, title: Permanence not decided, stage: past the second review}
why: A child who has been away from home for four months should know where they will grow up.
about: >-
  Each period of care is owed a plan for permanence within four months of coming into care, the latest day for the
  second review (20 working days and three months); four months from the 30th or 31st is the last day of a shorter
  month. Met by the first plan recorded in the period, or by a review held with the plan noted. Whether each later
  review keeps the plan is not judged here. Where care ended by the due day nothing was owed; where it ended later the
  clock stops as missed. It cannot be told where the day of coming into care is not known, or where the plan fell due
  before the first collection year (from 1 April) with any recorded; such a clock is left out once care has ended.
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

recorded as (
    select (date_trunc('year', min(planned_on) - interval 3 month) + interval 3 month)::date as since_on
    from planned
),

first_plan as (
    select
        c.care_id,
        min(p.planned_on) as planned_on
    from planned p
    asof inner join permanence_care c on c.subject_id = p.subject_id and c.started_on <= p.planned_on
    where c.ended_on is null or p.planned_on <= c.ended_on
    group by c.care_id
),

timed as (
    select
        c.subject_id,
        c.care_id,
        c.started_on,
        c.ended_on,
        c.ended_how,
        (c.started_on + interval 4 month)::date as due_on,
        p.planned_on,
        coalesce(c.start_known and (c.started_on + interval 4 month)::date >= r.since_on, false) as told
    from permanence_care c
    cross join recorded r
    left join first_plan p on p.care_id = c.care_id
)

select
    subject_id,
    care_id as occasion_id,
    started_on as arose_on,
    case when told then due_on end as due_on,
    planned_on as met_on,
    case
        when planned_on is not null or ended_on is null then null
        when ended_on <= due_on then 'Not owed: ' || ended_how || ' first'
        else 'Missed: ' || ended_how || ' without a plan for permanence'
    end as excused
from timed
where told or ended_on is null
