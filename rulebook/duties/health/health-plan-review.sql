/*---
id: health-plan-review
kind: duty
title: Health plan reviewed at each looked-after review
area: health
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 35 and Schedule 7 (what a review must consider), with reg 7
in_force: 2011-04-01..
reads: [care_to_18, review, review_meeting]
owner: reviewing officer
warn: 5 working days
harm: medium
harm_why: Treatment or checks that the child needs may be forgotten for another half year.
gap_after: 6 months
counts: working days
met_by: [review_meeting]
rests_on: [review_meeting, episode]
per: subject
why: A health plan that nobody looks at again stops being a plan.
about: >-
  A gate: at each review of a looked-after child the health plan has been reviewed too. Due on the day of the review, on
  the planned day while it lies ahead; met on that day or, where the plan was left out, late at the next review that
  took it up. Where care ended or the child turned 18 with the plan still left out it was missed. Where a
  review is known only by its day (the SSDA903 has no more) it cannot be told; of such reviews only the latest of a
  period of care that goes on is shown. A planned day that has passed without a review is the review duties' affair.
---*/
with days as (
    select
        subject_id,
        reviewed_on as held_on,
        null::date as planned_on,
        null::boolean as reviewed
    from review
    where reviewed_on <= $as_at
    union all
    select
        subject_id,
        held_on,
        planned_on,
        health_plan_reviewed as reviewed
    from review_meeting
    where held_on <= $as_at
),

held as (
    select
        c.subject_id,
        c.care_id,
        c.until_on,
        c.ended_by,
        d.held_on,
        coalesce(min(d.planned_on), d.held_on) as named_on,
        bool_or(d.reviewed) as reviewed
    from days d
    inner join care_to_18 c on c.subject_id = d.subject_id and d.held_on between c.started_on and c.counts_to_on
    group by c.subject_id, c.care_id, c.until_on, c.ended_by, d.held_on
),

followed as (
    select
        *,
        min(case when reviewed then held_on end) over (
            partition by care_id order by held_on rows between current row and unbounded following
        ) as met_on,
        lead(held_on) over (partition by care_id order by held_on) as next_on
    from held
)

select
    subject_id,
    care_id || '/' || named_on as occasion_id,
    held_on as arose_on,
    case when reviewed is not null then held_on end as due_on,
    case when reviewed is not null then met_on end as met_on,
    until_on as stopped_on,
    ended_by as stopped_why,
    case when reviewed is null then 'whether the health plan was reviewed' end as missing
from followed
where reviewed is not null or next_on is null and until_on is null
union all
select
    c.subject_id,
    c.care_id || '/' || m.planned_on as occasion_id,
    m.planned_on as arose_on,
    m.planned_on as due_on,
    null::date as met_on,
    null::date as stopped_on,
    null as stopped_why,
    null as missing
from review_meeting m
inner join care_to_18 c on c.subject_id = m.subject_id and c.until_on is null
where m.planned_on >= $as_at and (m.held_on is null or m.held_on > $as_at)
