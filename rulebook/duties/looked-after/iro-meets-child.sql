/*---
id: iro-meets-child
kind: duty
title: Reviewing officer speaks with the child before each review
area: looked after
subject: child
force: law
number: law
source: >-
  Care Planning, Placement and Case Review (England) Regulations 2010, reg 36(1), with the IRO Handbook 2010, chapter
  3; paragraph not checked
in_force: 2011-04-01..
reads: [review_meeting, care_spell, child_as_at]
owner: reviewing officer
warn: 5 working days
why: A review chaired by somebody the child has not spoken with is a meeting about the child, not for them.
about: >-
  From the day a review was arranged, the reviewing officer's talk with the child alone is owed by the day of the
  review, the day itself included: the planned day until the review is held, then the day it was held. Excused where
  the child refused, or was under four on the day, when the looked-after return does not ask how a child took part
  either; the regulation leaves age and understanding to the officer. Where the review was held without it, it was
  missed. A planned day that passed with no review held, and another planned after it, is a review put off. Only
  reviews with papers have a clock.
---*/
with meeting as (
    select
        m.subject_id,
        m.record_id,
        coalesce(m.date_set_on, least(m.recorded_at::date, m.planned_on)) as set_on,
        m.planned_on,
        case when m.held_on <= $as_at then m.held_on end as held_on,
        case when m.officer_met_child_on <= $as_at then m.officer_met_child_on end as officer_met_child_on,
        coalesce(m.child_refused, false) as child_refused,
        k.born_on,
        lead(m.planned_on) over (partition by m.subject_id order by m.planned_on) as next_planned_on
    from review_meeting m
    left join child_as_at k on k.subject_id = m.subject_id
    where coalesce(m.date_set_on, least(m.recorded_at::date, m.planned_on)) <= $as_at
),

recorded as (
    select (date_trunc('year', min(officer_met_child_on) - interval 3 month) + interval 3 month)::date as since_on
    from meeting
),

timed as (
    select
        m.*,
        c.ended_on as care_ended_on,
        coalesce(m.held_on, m.planned_on) as review_on,
        coalesce(m.held_on, m.planned_on) as due_on
    from meeting m
    asof join care_spell c on c.subject_id = m.subject_id and c.started_on <= coalesce(m.held_on, m.planned_on)
    where c.ended_on is null or c.ended_on >= m.set_on
),

judged as (
    select
        t.*,
        case when t.officer_met_child_on <= t.review_on then t.officer_met_child_on end as met_on,
        coalesce(t.due_on < r.since_on, true) as before_records
    from timed t
    cross join recorded r
)

select
    subject_id,
    record_id as occasion_id,
    set_on as arose_on,
    case when not before_records then due_on end as due_on,
    met_on,
    case
        when met_on is not null or before_records then null
        when child_refused then 'The child refused'
        when born_on + interval 4 year > review_on then 'The child was under four'
        when held_on is not null then 'Missed: the review was held without it'
        when care_ended_on <= due_on then 'Not owed: care ended first'
        when care_ended_on is not null then 'Missed: care ended without it'
        when planned_on < $as_at and next_planned_on > planned_on then 'Not owed: the review was put off'
    end as excused
from judged
where not before_records or held_on is null and met_on is null and care_ended_on is null and planned_on >= $as_at
