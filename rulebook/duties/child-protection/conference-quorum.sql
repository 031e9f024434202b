/*---
id: conference-quorum
kind: duty
title: Conference quorate, with the police at an initial one
area: child protection
subject: child
force: pan-London
number: pan-London
source: >-
  London Safeguarding Children Procedures, chapter CP4 (child protection conferences), from memory; paragraph not
  checked
in_force: 2013-04-15..
reads: [conference_as_at]
owner: conference chair
warn: 3 working days
counts: working days
why: A plan made by social care alone binds nobody else, and leaves out what the others know.
about: >-
  Each conference is to be quorate on its day: social care and at least two other agencies, as the chair records; at an
  initial conference the police are to have come as well, or their absence to have been taken up with them. Until it is
  held the clock runs to the day planned. Excused where the chair went ahead without a quorum and recorded why, or the
  conference was put off. Otherwise it stays overdue until the record or the absence is put right, and stops as missed
  when a later conference has been held. Where no quorum is recorded for any conference it cannot be told.
---*/
with recorded as (
    select bool_or(quorate is not null) as any_recorded
    from conference_as_at
),

judged as (
    select
        *,
        case
            when quorate and (kind <> 'initial' or police_attended) then held_on
            when quorate then absences_escalated_on
        end as met_on,
        max(held_on) over (partition by subject_id) > day_on as held_again
    from conference_as_at
)

select
    j.subject_id,
    j.record_id as occasion_id,
    coalesce(j.date_set_on, j.held_on) as arose_on,
    case when j.held_on is null or r.any_recorded then j.day_on end as due_on,
    j.met_on,
    case
        when j.met_on is not null then null
        when j.put_off then 'Not owed: the conference was put off'
        when not j.quorate and j.inquorate_reason is not null then 'Went ahead without a quorum: the chair recorded why'
        when j.held_on is not null and r.any_recorded and j.held_again
            then 'Missed: a later conference has been held'
    end as excused,
    case
        when j.held_on is null or j.met_on is not null then null
        when j.quorate is null then 'Whether it was quorate is not recorded'
        when not j.quorate then 'Not quorate'
        when j.police_attended is null then 'Whether the police came is not recorded'
        else 'The police did not come'
    end as detail
from judged j
cross join recorded r
