/*---
id: review-outside-care
kind: check
title: A looked-after review while the child was not looked after
area: looked after
subject: child
fault: contradictory
source: Local, a check of Heed’s own
reads: [review, care_spell]
per: subject
why: A review on a day out of care belongs to another child or another day.
about: Reviews held on a day within no period of care of a child who has one. The day care ended is within it.
---*/
with within_care as (
    select distinct
        r.record_id
    from review r
    inner join care_spell s
        on s.subject_id = r.subject_id and r.reviewed_on >= s.started_on
        and r.reviewed_on <= coalesce(s.ended_on, $as_at::date)
),

began as (
    select
        subject_id,
        min(started_on) as first_on,
        bool_and(start_known) as start_known
    from care_spell
    group by subject_id
)

select
    r.subject_id,
    'review' as record_type,
    r.record_id,
    'reviewed_on' as field,
    'The child was not looked after on that day' as reason,
    r.reviewed_on as begun_on
from review r
inner join began b on b.subject_id = r.subject_id
where r.reviewed_on <= $as_at
    and (b.start_known or r.reviewed_on >= b.first_on)
    and r.record_id not in (select record_id from within_care)
