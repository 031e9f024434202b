/*---
id: panel-monthly
kind: duty
title: Adoption panel meets at least monthly
area: permanence and adoption
subject: body
force: national standard
number: national standard
source: "Adoption: national minimum standards, DfE, 2011 (revised 2014), standard 17.3"
in_force: 2011-04-01..
reads: [panel_meeting]
owner: panel adviser
warn: 1 week
harm: medium
harm_why: Children and families who are ready for each other may have to wait for a meeting.
gap_after: 2 months
counts: days
met_by: [panel_meeting]
rests_on: [panel_meeting]
recurs: true
per: subject
why: A child's match should wait for a family, not for a date in a panel's diary.
about: >-
  Each day a panel met starts a clock of one month for its next meeting; a month from 31 January is the last day of
  February. Only meetings held count, not those planned. The standard lets a small voluntary agency meet every six
  weeks; a council's panel is held to the month. A panel that was closed has no field for it, and its last clock
  stays.
---*/
with held as (
    select distinct
        subject_id,
        held_on
    from panel_meeting
    where held_on <= $as_at
)

select
    subject_id,
    subject_id || '/' || held_on as occasion_id,
    held_on as arose_on,
    (held_on + interval 1 month)::date as due_on,
    lead(held_on) over (partition by subject_id order by held_on) as met_on,
    null::date as stopped_on,
    null as stopped_why
from held
