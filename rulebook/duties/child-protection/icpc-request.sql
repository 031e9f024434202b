/*---
id: icpc-request
kind: duty
title: Initial conference booked once an enquiry asks for it
area: child protection
subject: child
force: local
number: local
source: Local procedure; one published manual has the same number, and no law or guidance sets one
in_force: 2013-04-15..
reads: [section_47_as_at, conference_as_at, case_end]
owner: team manager
warn: 1 working day
harm: medium
harm_why: The conference may come late, with no agreed plan until then to keep the child safe.
gap_after: 1 month
counts: working days
met_by: [conference.date_set_on]
rests_on: [section_47_outcome, cin_episode]
per: subject
settings:
  icpc_request_working_days:
    value: 1
    basis: Heed's default until the authority sets its own
why: The fifteen days to the conference are short; a week lost before it is booked cannot be won back.
about: >-
  From the day a section 47 enquiry was concluded with the outcome that a conference is needed, the day of the initial
  conference is to have been set within the authority's own number of working days. Met on the day it was set, which may
  be before the enquiry was concluded. The end of the case stops the clock. Where the conference is recorded without the
  day on which its date was set, it cannot be told, and is left out once the case has ended.
---*/
with booked as (
    select
        subject_id,
        date_set_on,
        coalesce(date_set_on, day_on) as known_on
    from conference_as_at
    where kind = 'initial'
),

judged as (
    select
        s.subject_id,
        s.record_id,
        s.concluded_on,
        case when e.ended_on is null or b.known_on <= e.ended_on then b.date_set_on end as met_on,
        b.known_on is not null and b.date_set_on is null as unclear,
        e.ended_on,
        e.reason
    from section_47_as_at s
    asof left join booked b on b.subject_id = s.subject_id and s.started_on <= b.known_on
    left join case_end e on e.subject_id = s.subject_id and s.concluded_on between e.from_on and e.ended_on
    where s.outcome = 'conference'
)

select
    subject_id,
    record_id as occasion_id,
    concluded_on as arose_on,
    case
        when not unclear
            then working_days_after(concluded_on, try_cast(setting('icpc_request_working_days') as integer))
    end as due_on,
    met_on,
    ended_on as stopped_on,
    reason as stopped_why,
    case when unclear then 'the day the conference was set' end as missing
from judged
where ended_on is null or not unclear
