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
  checked. Working Together to Safeguard Children, 2023, sets no quorum
in_force: 2013-04-15..
reads: [conference_as_at]
owner: conference chair
warn: 3 working days
harm: medium
harm_why: A decision about the child's safety may rest on too little.
gap_after: 3 months
counts: working days
met_by: [conference]
rests_on: [conference]
per: subject
why: A plan made by social care alone binds nobody else, and leaves out what the others know.
about: >-
  Each conference is to be quorate on its day: social care and at least two other agencies, as the chair records; at an
  initial conference the police are to have come as well, or their absence to have been taken up with them. Until it is
  held the clock runs to the day planned. Excused where the chair went ahead without a quorum and recorded why; not owed
  where the conference was put off, or the case ended before it was held. Otherwise it stays overdue until the record or
  the absence is put right, and is missed once a later conference has been held. Where it is not recorded whether it was
  quorate, or whether the police came to an initial one, it cannot be told, and is left out once a later conference has
  been held.
---*/
with judged as (
    select
        subject_id,
        record_id,
        coalesce(date_set_on, held_on) as arose_on,
        day_on,
        case
            when quorate and (kind <> 'initial' or police_attended) then held_on
            when quorate then absences_escalated_on
        end as met_on,
        case when held_on is null then stopped_on end as off_on,
        case when held_on is null then stopped_why end as off_why,
        lead(held_on ignore nulls) over (partition by subject_id order by day_on, record_id) as next_held_on,
        not quorate and inquorate_reason is not null as excused,
        case
            when held_on is null then null
            when quorate is null then 'whether it was quorate'
            when quorate and kind = 'initial' and police_attended is null then 'whether the police came'
        end as missing,
        case
            when not quorate then 'Not quorate'
            when kind = 'initial' and not police_attended then 'The police did not come'
        end as fault
    from conference_as_at
)

select
    subject_id,
    record_id as occasion_id,
    arose_on,
    case when met_on is not null or missing is null then day_on end as due_on,
    met_on,
    case when off_why is null then next_held_on else off_on end as stopped_on,
    coalesce(off_why, case when next_held_on is not null then 'a later conference was held' end) as stopped_why,
    case when excused then 'Went ahead without a quorum: the chair recorded why' end as excused,
    case when met_on is null then missing end as missing,
    case when met_on is null then fault end as detail
from judged
where met_on is not null or missing is null or next_held_on is null
