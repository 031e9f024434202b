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
force: published definition
number: statutory guidance
source: "DfE, Children in need (child protection plans at 31 March reviewed within the required timescales; before 2013 the national indicator NI 67), 2013 to 2025; the months are of Working Together to Safeguard Children, 2010 and later"
reads: [plan_day, cp_review]
category: category of abuse
category_codes: abuse-category
published:
  series: "Children in need: child protection plans at 31 March for at least three months that were reviewed within the required timescales"
  differs: >-
    The published method gives no exact days: here three and six calendar months, the last day included, the first
    from the day the plan began. Every review of the plan is looked at, and one that is overdue on the day makes the
    plan late. Reviews held before the first census that Heed has been given cannot be seen, so a plan older than that
    may look late.
why: A plan that is not reviewed can leave a child at risk while everyone believes it works.
about: >-
  Children who on the day had been on a child protection plan for three months or more; counted if the first review was
  held within three months, each later one within six months of the one before, and none is overdue.
---*/
with reviews as (
    select
        subject_id,
        plan_started_on,
        held_on,
        lag(held_on) over one_plan as last_held_on
    from cp_review
    where held_on <= $as_at and held_on > plan_started_on
    window one_plan as (partition by subject_id, plan_started_on order by held_on)
),

so_far as (
    select
        subject_id,
        plan_started_on,
        held_on,
        bool_and(
            held_on <= coalesce(last_held_on + interval 6 months, plan_started_on + interval 3 months)
        ) over (
            partition by subject_id, plan_started_on order by held_on
            rows between unbounded preceding and current row
        ) as all_in_time
    from reviews
),

of_age as (
    select
        subject_id,
        day,
        plan_id,
        started_on,
        abuse_category
    from plan_day
    where started_on + interval 3 months <= day
)

select
    p.subject_id,
    p.plan_id as occasion_id,
    p.day as on_date,
    case
        when s.held_on is null then p.started_on + interval 3 months >= p.day
        else s.all_in_time and s.held_on + interval 6 months >= p.day
    end as counted,
    p.abuse_category as category
from of_age p
asof left join so_far s
    on s.subject_id = p.subject_id and s.plan_started_on = p.started_on and s.held_on <= p.day
