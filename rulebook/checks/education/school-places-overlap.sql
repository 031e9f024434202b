/*---
id: school-places-overlap
kind: check
title: A child on two school rolls at once
area: education
subject: child
fault: duplicated
source: Local, a check of Heed’s own
reads: [school_place]
per: subject
why: A child on two rolls is easily missed by both.
about: >-
  School places of one child that begin before an earlier one ends. One that begins on the day another ends is in
  order.
---*/
with ordered as (
    select
        subject_id,
        record_id,
        started_on,
        max(coalesce(case when ended_on <= $as_at then ended_on end, date '9999-12-31')) over (
            partition by subject_id
            order by started_on, record_id
            rows between unbounded preceding and 1 preceding
        ) as earlier_ended_on
    from school_place
    where started_on <= $as_at and kind <> 'tuition'
)

select
    subject_id,
    'school_place' as record_type,
    record_id,
    'started_on' as field,
    'It begins before an earlier one ended' as reason,
    started_on as begun_on
from ordered
where started_on < earlier_ended_on
