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
harm: medium
harm_why: The child may have no lessons, no classmates and long empty days.
gap_after: 6 months
counts: working days
met_by: [school_place]
rests_on: [school_place_needed, episode]
per: subject
why: A child moved in an emergency has lost home and friends in a night; school is the first thing that can be given back.
about: >-
  Where an emergency placement takes a looked-after child away from school, a full-time place has begun within 20 school
  days of the day it was needed from, counted from the school day after. School days are those of the authority's own
  terms. A part-time place does not meet it; of one that does not say, it cannot be told. Where care ended or the child
  turned 18 by the due day nothing was owed; where that came later without the place, it was missed. It cannot be told
  where the terms recorded do not reach the twentieth school day.
---*/
with needed as (
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
        min(p.started_on) filter (p.full_time) as full_time_on,
        bool_or(p.full_time is null) as kind_unknown
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
        d.day as twentieth_on,
        p.full_time_on,
        p.record_id is not null as has_place,
        coalesce(p.full_time_on is null and p.kind_unknown, false) as kind_unknown,
        case when c.until_on > n.needed_from_on then c.until_on end as until_on,
        c.ended_by
    from needed n
    left join school_day d on d.position = n.position + 20
    left join placed p on p.record_id = n.record_id
    asof left join care_to_18 c on c.subject_id = n.subject_id and c.started_on <= n.needed_from_on
)

select
    subject_id,
    record_id as occasion_id,
    needed_from_on as arose_on,
    case when not kind_unknown then twentieth_on end as due_on,
    full_time_on as met_on,
    until_on as stopped_on,
    case when until_on is not null then ended_by end as stopped_why,
    case
        when twentieth_on is null then 'the school terms up to the twentieth school day'
        when kind_unknown then 'whether the place that began is full time'
    end as missing,
    case when has_place and full_time_on is null and not kind_unknown then 'A place has begun, not full time' end as detail
from judged
where until_on is null or twentieth_on is not null and not kind_unknown
