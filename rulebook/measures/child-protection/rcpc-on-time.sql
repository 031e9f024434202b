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
reads: [plan_day, cp_review]
category: category of abuse
category_codes: abuse-category
published:
  series: plans-reviewed-in-time
  differs: >-
    The published method gives no exact days: here three and six calendar months, the last day included, the first
    from the day the plan began. Every review of the plan is looked at, and one that is overdue on the day makes the
    plan late. A census holds one year’s reviews, so those due before the first collection year (from 1 April) with any
    review on record are taken as held in time.
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
why: A plan that is not reviewed can leave a child at risk while everyone believes it works.
about: >-
  Children who on the day had been on a child protection plan for three months or more; counted if the first review was
  held within three months, each later one within six months of the one before, and none is overdue.
---*/
with recorded as (
    select (date_trunc('year', min(held_on) - interval 3 month) + interval 3 month)::date as since_on
    from cp_review
    where held_on <= $as_at
),

of_age as (
    select
        p.subject_id,
        p.day,
        p.plan_id,
        p.started_on,
        p.abuse_category,
        case
            when p.started_on + interval 3 months < r.since_on then r.since_on + interval 6 months
            else p.started_on + interval 3 months
        end as first_due_on
    from plan_day p
    cross join recorded r
    where p.started_on + interval 3 months <= p.day
),

plans as (
    select distinct
        subject_id,
        started_on,
        first_due_on
    from of_age
),

conferences as (
    select
        subject_id,
        started_on,
        started_on as held_on,
        first_due_on
    from plans
    union all
    select
        p.subject_id,
        p.started_on,
        v.held_on,
        p.first_due_on
    from cp_review v
    inner join plans p on p.subject_id = v.subject_id and p.started_on = v.plan_started_on
    where v.held_on <= $as_at and v.held_on > v.plan_started_on
),

timed as (
    select
        subject_id,
        started_on,
        held_on,
        case when held_on = started_on then first_due_on else held_on + interval 6 months end as next_due_on,
        lead(held_on) over one_plan as next_held_on
    from conferences
    window one_plan as (partition by subject_id, started_on order by held_on)
),

so_far as (
    select
        *,
        coalesce(bool_and(next_held_on <= next_due_on) over (
            partition by subject_id, started_on order by held_on rows between unbounded preceding and 1 preceding
        ), true) as all_in_time
    from timed
)

select
    o.subject_id,
    o.plan_id as occasion_id,
    o.day as on_date,
    s.all_in_time and s.next_due_on >= o.day as counted,
    o.abuse_category as category
from of_age o
inner join so_far s
    on s.subject_id = o.subject_id and s.started_on = o.started_on and s.held_on <= o.day
    and coalesce(s.next_held_on, $as_at::date + 1) > o.day
