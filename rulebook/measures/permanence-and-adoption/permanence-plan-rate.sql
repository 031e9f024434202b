/*---
id: permanence-plan-rate
kind: measure
title: Plan for permanence by the second review
area: permanence and adoption
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
force: statutory guidance
number: statutory guidance
source: >-
  The Children Act 1989 guidance and regulations, volume 2, care planning, placement and case review, DfE, June 2015
  (first March 2010), chapter 2 on planning for permanence, for the second review (read in a glossary; paragraph not
  checked); Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), reg 5(a) for the plan
  and reg 33(1) and (2) for the days of the reviews
reads: [permanence_care, permanence_plan, review_meeting]
rests_on: [episode, permanence_plan]
per: subject
category: primary plan
category_codes: permanence-option
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: planning for permanence was not given priority, no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
duties: [permanence-plan-2nd-review]
counts: days
row: one child in care, on the day the second review was due at the latest
counted: had a plan for permanence by then
not_counted: did not have a plan for permanence by then
why: A child who has been away from home for four months should know where they will grow up.
about: >-
  The same meaning as the duty permanence-plan-2nd-review: children still looked after four months after coming into
  care, the latest day for the second review, where that day is in the period; counted if a plan had been recorded, or
  a review held with one, by then. Left out where the day of coming into care is not known.
---*/
with planned as (
    select
        subject_id,
        recorded_on as planned_on,
        option
    from permanence_plan
    where recorded_on <= $as_at
    union all
    select
        subject_id,
        held_on as planned_on,
        null as option
    from review_meeting
    where held_on <= $as_at and permanence_plan
),

first_plan as (
    select
        c.care_id,
        min(p.planned_on) as planned_on,
        arg_min(p.option, p.planned_on) as option
    from planned p
    asof join permanence_care c on c.subject_id = p.subject_id and c.started_on <= p.planned_on
    group by c.care_id
),

due as (
    select
        subject_id,
        care_id,
        start_known,
        started_on,
        (started_on + interval 4 month)::date as due_on
    from permanence_care
    where started_on + interval 4 month <= $as_at and coalesce(ended_on > started_on + interval 4 month, true)
)

select
    d.subject_id,
    d.care_id as occasion_id,
    d.due_on as on_date,
    case when d.start_known then d.started_on end as arose_on,
    case when d.start_known then d.due_on end as due_on,
    p.planned_on as met_on,
    case when d.start_known then coalesce(p.planned_on <= d.due_on, false) end as counted,
    p.option as category,
    case when not d.start_known then 'the day the child came into care is not known' end as left_out
from due d
left join first_plan p on p.care_id = d.care_id
