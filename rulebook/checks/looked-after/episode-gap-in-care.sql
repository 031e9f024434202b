/*---
id: episode-gap-in-care
kind: check
title: A gap in care that the record says is none
area: looked after
subject: child
fault: contradictory
source: SSDA903 collection guide, reason episode ceased X1; local as a check
reads: [episode]
per: subject
why: Days that no episode covers are days when nobody can say where the child was.
about: Episodes that end because another follows (X1) where none begins on that day.
---*/
with followed as (
    select
        subject_id,
        record_id,
        ended_on,
        end_reason,
        lead(started_on) over (
            partition by subject_id order by started_on, same_day nulls last, record_id
        ) as next_on
    from episode
    where started_on <= $as_at
)

select
    subject_id,
    'episode' as record_type,
    record_id,
    'end_reason' as field,
    'Another episode should follow on the day, and none does' as reason,
    ended_on as begun_on
from followed
where end_reason = 'X1'
    and ended_on < $as_at
    and (next_on is null or next_on > ended_on)
