/*---
id: cp-plan-without-conference
kind: check
title: A protection plan that no conference made
area: child protection
subject: child
fault: contradictory
source: Local, a check of Heed’s own
reads: [cp_plan, initial_conference, conference, section_47, covered_days]
per: subject
why: A plan that no conference is known to have made cannot be followed back to why.
about: >-
  Plans begun in the last two years with no initial or transfer-in conference of the child in the fifteen days before,
  or on the day, be it recorded by itself, with its enquiry or in the list of conferences. Not asked of days for which
  no records of initial conferences are complete.
---*/
with held as (
    select
        subject_id,
        held_on
    from initial_conference
    union all
    select
        subject_id,
        conference_held_on as held_on
    from section_47
    where conference_held_on is not null
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
inner join covered_days c
    on c.record_type = 'initial_conference' and p.started_on - 15 >= c.from_on and p.started_on <= c.to_on
left join held h on h.subject_id = p.subject_id and h.held_on between p.started_on - 15 and p.started_on
where h.subject_id is null
    and p.started_on between $as_at::date - interval 24 month and $as_at
