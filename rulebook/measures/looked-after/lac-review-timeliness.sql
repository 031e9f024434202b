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
rests_on: [review, episode]
per: subject
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
duties: [lac-review-1, lac-review-2, lac-review-next]
counts: days
row: one looked-after child, on the day
counted: had every review in time
not_counted: had a review that was late or is overdue
why: One late review of many is little in a total, and half a year in a child's life.
about: >-
  Children looked after on the day, short breaks left out, for whom a review fell due in the 12 months before it;
  counted if none of those was late: the first within 20 working days, the second within three months of it, and
  each later one within six months of the last, as in the duties lac-review-1, lac-review-2 and lac-review-next. A
  review of the day itself is not late yet, and one held early does not count before its day. A review that fell due
  earlier and has not been held is late. Of a child who came into care more than 12 months before, the first review
  known need not be the first held: whether the first was late is then not asked, and the second is owed in three
  months only where the first known was held within the 20 working days. Left out where none fell due, where no
  review of such a child is recorded, and where a date of the child's cannot be right.
---*/
with timed as (
    select
        *,
        working_days_after(care_started_on, 20) as first_due_on,
        (opened_on + interval 3 month)::date as three_months_on,
        (opened_on + interval 6 month)::date as six_months_on
    from review_cycle
    where dates_right and (number > 0 or start_known)
),

first_review as (
    select
        care_id,
        min(opened_on) as held_on
    from timed
    where number > 0
    group by care_id
),

looked_at as (
    select
        subject_id,
        care_id,
        day,
        (day - interval 12 month)::date as year_ago_on
    from looked_after_day
),

fell_due as (
    select
        d.subject_id,
        d.day,
        d.year_ago_on,
        t.next_on,
        t.opened_on,
        case
            when t.number = 0 then t.first_due_on
            when t.first_known and (t.opened_on <= t.first_due_on or t.care_started_on > d.year_ago_on) then t.three_months_on
            else t.six_months_on
        end as due_on
    from looked_at d
    inner join timed t on t.care_id = d.care_id and t.opened_on <= d.day
    where t.number > 0 or t.care_started_on > d.year_ago_on
),

judged as (
    select
        subject_id,
        day,
        opened_on,
        due_on,
        case when next_on <= day then next_on end as met_on,
        coalesce(next_on <= due_on, false) as in_time
    from fell_due
    where due_on < day and (due_on > year_ago_on or coalesce(next_on > day, true))
),

asked as (
    select
        subject_id,
        day,
        bool_and(in_time) as all_in_time,
        coalesce(
            arg_min({'arose_on': opened_on, 'due_on': due_on, 'met_on': met_on}, due_on) filter (where not in_time),
            arg_max({'arose_on': opened_on, 'due_on': due_on, 'met_on': met_on}, due_on)
        ) as review,
        count(*) filter (where not in_time) as late
    from judged
    group by subject_id, day
)

select
    d.subject_id,
    d.care_id as occasion_id,
    d.day as on_date,
    a.review.arose_on as arose_on,
    a.review.due_on as due_on,
    a.review.met_on as met_on,
    case when a.late > 1 then 'the first of ' || a.late || ' late reviews' end as detail,
    a.all_in_time as counted,
    d.placement_type as category,
    case
        when a.all_in_time is not null then null
        when coalesce(r.held_on > d.day, true) and d.care_started_on <= d.day - interval 12 month then 'no review of the child is recorded'
        else 'no review fell due in the 12 months'
    end as left_out
from looked_after_day d
left join asked a on a.subject_id = d.subject_id and a.day = d.day
left join first_review r on r.care_id = d.care_id
