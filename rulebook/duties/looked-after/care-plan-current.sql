/*---
id: care-plan-current
kind: duty
title: Care plan brought up to date after each looked-after review
area: looked after
subject: child
force: local
number: local
source: >-
  Local: Care Planning, Placement and Case Review (England) Regulations 2010, reg 6, ask that the plan is kept under
  review and set no number
in_force: 2011-04-01..
reads: [review_held, care_plan]
owner: allocated_worker
warn: 3 working days
harm: medium
harm_why: Those who care for the child may act on decisions that no longer hold.
gap_after: 3 months
counts: working days
met_by: [care_plan]
rests_on: [episode, review]
per: subject
settings:
  care_plan_update_working_days:
    value: 10
    basis: Heed's default until the authority sets its own; the regulations set no number
why: A care plan that is older than the last review is a plan for another child.
about: >-
  From the day a review was held, a care plan recorded on or after it is owed within the authority's own number of
  working days. A plan recorded as having no change counts: it says that somebody looked. A significant change
  between reviews has no clock here; the duty iro-significant-change follows it. Where the next review was held or
  care ended by the due day nothing more was owed; later, it was missed.
---*/
with timed as (
    select
        v.subject_id,
        v.review_id,
        v.held_on,
        v.closed_on,
        v.closed_by,
        case
            when v.dates_right
                then working_days_after(v.held_on, try_cast(setting('care_plan_update_working_days') as integer))
        end as due_on,
        case when v.next_held_on is null or p.recorded_on < v.next_held_on then p.recorded_on end as met_on
    from review_held v
    asof left join (select subject_id, recorded_on from care_plan where recorded_on <= $as_at) p
        on p.subject_id = v.subject_id and p.recorded_on >= v.held_on
)

select
    subject_id,
    review_id as occasion_id,
    held_on as arose_on,
    due_on,
    met_on,
    closed_on as stopped_on,
    closed_by as stopped_why,
    case when due_on is null then 'a date of an episode that cannot be right' end as missing
from timed
where due_on is not null or met_on is null and closed_on is null
