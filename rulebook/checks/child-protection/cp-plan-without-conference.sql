/*---
id: cp-plan-without-conference
kind: check
title: A protection plan that no conference made
area: child protection
subject: child
fault: contradictory
source: Local, a check of Heed’s own
reads: [cp_plan, initial_conference, conference]
why: A plan that no conference is known to have made cannot be followed back to why.
about: >-
  Plans begun in the last two years with no initial conference of the child in the fifteen days before, or on the
  day.
---*/
with held as (
    select
        subject_id,
        held_on
    from initial_conference
    union all
    select
        subject_id,
        held_on
    from conference
    where kind <> 'review'
)

select
    p.subject_id,
    'cp_plan' as record_type,
    p.record_id,
    'started_on' as field,
    'No initial conference is recorded with it' as reason,
    p.started_on as begun_on
from cp_plan p
left join held h on h.subject_id = p.subject_id and h.held_on between p.started_on - 15 and p.started_on
where h.subject_id is null
    and p.started_on between $as_at::date - interval 24 month and $as_at
