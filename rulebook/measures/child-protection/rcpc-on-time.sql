/*---
id: rcpc-on-time
kind: measure
title: Children on a plan whose reviews were all held in time
area: child protection
subject: child
statistic: share
period: snapshot
polarity: higher
unit: "%"
headline: 3
duties: [rcpc-first, rcpc-next]
force: published definition
number: statutory guidance
source: "DfE, Children in need (child protection plans at 31 March reviewed within the required timescales; before 2013 the national indicator NI 67), 2013 to 2025; the months are of Working Together to Safeguard Children, 2010 and later"
reads: [plan_day, cp_review, covered_days]
rests_on: [cp_plan, cp_review]
per: subject
category: category of abuse
category_codes: abuse-category
published:
  series: plans-reviewed-in-time
  differs: >-
    The published method gives no exact days: here three and six calendar months, the last day included, the first
    from the day the plan began. Every review of the plan is looked at, and one that is overdue on the day makes the
    plan late. A census holds one year’s reviews: where a conference was held before the first day that
    the records of reviews cover, the next is late only if none was held within six months of that day.
claims:
  - value: 100
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: April 2014 to January 2015, the council's figures
    authority: 208
    from: 2014-04-01
    to: 2015-01-31
    definition: "review conferences held within timescales: of conferences, where this measure is of children"
    same_definition: false
counts: days
row: one child who had been on a plan for three months or more, on the day
counted: had every review in time
not_counted: had a review that was late or is overdue
why: A plan that is not reviewed can leave a child at risk while everyone believes it works.
about: >-
  Children who on the day had been on a child protection plan for three months or more; counted if the first review was
  held within three months, each later one within six months of the one before, and none is overdue.
---*/
with plan as (
    select
        p.subject_id,
        p.day,
        p.plan_id,
        p.started_on,
        p.abuse_category,
        coalesce(c.from_on, p.started_on) as from_on
    from plan_day p
    left join covered_days c on c.record_type = 'cp_review' and p.day between c.from_on and c.to_on
    where p.started_on + interval 3 months <= p.day
),

conference as (
    select distinct
        subject_id,
        started_on,
        started_on as held_on,
        (started_on + interval 3 months)::date as next_due_on
    from plan
    union
    select
        subject_id,
        plan_started_on as started_on,
        held_on,
        (held_on + interval 6 months)::date as next_due_on
    from cp_review
    where held_on <= $as_at and held_on > plan_started_on
),

followed as (
    select
        subject_id,
        started_on,
        held_on,
        next_due_on,
        lead(held_on) over (partition by subject_id, started_on order by held_on) as next_held_on
    from conference
),

timed as (
    select
        p.subject_id,
        p.plan_id,
        p.day,
        p.abuse_category,
        f.held_on,
        case when f.next_held_on <= p.day then f.next_held_on end as next_held_on,
        case
            when f.held_on >= p.from_on then f.next_due_on
            else greatest(f.next_due_on, (p.from_on + interval 6 months)::date)
        end as due_on
    from plan p
    inner join followed f on f.subject_id = p.subject_id and f.started_on = p.started_on and f.held_on <= p.day
),

judged as (
    select
        subject_id,
        plan_id,
        day,
        abuse_category,
        bool_and(coalesce(next_held_on, day) <= due_on) as in_time,
        coalesce(
            arg_min(
                {'arose_on': held_on, 'due_on': due_on, 'met_on': next_held_on}, held_on
            ) filter (coalesce(next_held_on, day) > due_on),
            arg_max({'arose_on': held_on, 'due_on': due_on, 'met_on': next_held_on}, held_on)
        ) as review,
        count(*) filter (coalesce(next_held_on, day) > due_on) as late
    from timed
    group by subject_id, plan_id, day, abuse_category
)

select
    subject_id,
    plan_id as occasion_id,
    day as on_date,
    review.arose_on as arose_on,
    review.due_on as due_on,
    review.met_on as met_on,
    case when late > 1 then 'the first of ' || late || ' late reviews' end as detail,
    in_time as counted,
    abuse_category as category
from judged
