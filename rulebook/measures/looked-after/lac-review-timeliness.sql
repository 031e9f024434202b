/*---
id: lac-review-timeliness
kind: measure
title: Looked-after children whose reviews were all in time
area: looked after
subject: child
statistic: share
period: snapshot
polarity: higher
unit: "%"
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 33(1) and reg 33(2)
reads: [looked_after_day, review_cycle]
category: placement type
category_codes: placement-type
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: most reviews were held within their timescales, no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
why: One late review of many is little in a total, and half a year in a child's life.
about: >-
  Children looked after on the day, short breaks left out, for whom a review fell due in the 12 months before it; counted if none
  of those was late: the first within 20 working days, the second within three months of it, and each later one within six
  months of the last, as in the duties lac-review-1, lac-review-2 and lac-review-next. A review of the day itself is not late yet.
  Left out where none fell due.
---*/
with timed as (
    select
        care_id,
        next_on,
        case
            when number = 0 then working_days_after(opened_on, 20)
            when number = 1 and whole then (opened_on + interval 3 month)::date
            else (opened_on + interval 6 month)::date
        end as due_on
    from review_cycle
    where number > 0 or whole
),

asked as (
    select
        d.subject_id,
        d.day,
        bool_and(coalesce(t.next_on <= t.due_on, false)) as all_in_time
    from looked_after_day d
    inner join timed t
        on t.care_id = d.care_id and t.due_on > d.day - interval 12 month
        and least(t.next_on, t.due_on + 1) <= d.day
    group by d.subject_id, d.day
)

select
    d.subject_id,
    d.care_id as occasion_id,
    d.day as on_date,
    a.all_in_time as counted,
    d.placement_type as category,
    case when a.all_in_time is null then 'no review fell due in the 12 months' end as left_out
from looked_after_day d
left join asked a on a.subject_id = d.subject_id and a.day = d.day
