/*---
id: school-place-20sd
kind: duty
title: Full-time school place within 20 school days of an emergency placement
area: education
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Promoting the education of looked-after children, DfE, February 2018, page 11 (securing appropriate
  education), with the Children Act 1989, section 22(3A)
in_force: 2014-07-01..
reads: [school_place_needed, school_place, school_day, care_to_18]
owner: virtual school head
warn: 10 working days
counts: working days
why: A child moved in an emergency has lost home and friends in a night; school is the first thing that can be given back.
about: >-
  Where an emergency placement takes a looked-after child away from school, a full-time place has begun within 20 school
  days of the day it was needed from, counted from the school day after. School days are those of the authority's own
  terms. A part-time place does not meet it. Where care ended or the child turned 18 by the due day nothing was owed;
  later, the clock stops as missed. It cannot be told where the terms recorded do not reach the twentieth school day, or
  where no school place is recorded for anybody.
---*/
with recorded as (
    select min(started_on) as first_on
    from school_place
    where started_on <= $as_at
),

needed as (
    select
        n.subject_id,
        n.record_id,
        n.needed_from_on,
        s.position
    from school_place_needed n
    asof left join school_day s on s.day <= n.needed_from_on
    where n.needed_from_on <= $as_at
),

placed as (
    select
        n.record_id,
        min(p.started_on) filter (p.full_time) as met_on,
        bool_or(not coalesce(p.full_time, false)) as part_time
    from needed n
    inner join school_place p on p.subject_id = n.subject_id and p.started_on >= n.needed_from_on
    where p.started_on <= $as_at
    group by n.record_id
),

judged as (
    select
        n.subject_id,
        n.record_id,
        n.needed_from_on,
        case when r.first_on is not null then d.day end as due_on,
        p.met_on,
        p.part_time,
        case when c.until_on > n.needed_from_on then c.until_on end as until_on,
        c.ended_by
    from needed n
    cross join recorded r
    left join school_day d on d.position = n.position + 20
    left join placed p on p.record_id = n.record_id
    asof left join care_to_18 c on c.subject_id = n.subject_id and c.started_on <= n.needed_from_on
)

select
    subject_id,
    record_id as occasion_id,
    needed_from_on as arose_on,
    due_on,
    met_on,
    case
        when met_on is not null or until_on is null then null
        when due_on is null then 'Care ended; the terms recorded do not tell by when it was due'
        when until_on <= due_on then 'Not owed: ' || ended_by || ' first'
        else 'Missed: ' || ended_by || ' without it'
    end as excused,
    case when met_on is null and part_time then 'A place has begun, not full time' end as detail
from judged
