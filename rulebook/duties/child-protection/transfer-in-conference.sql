/*---
id: transfer-in-conference
kind: duty
title: Transfer-in conference for a child who moved in on a plan
area: child protection
subject: child
force: pan-London
number: pan-London
source: >-
  London Safeguarding Children Procedures, chapter CP6 (children and families moving across boundaries), from memory;
  paragraph not checked; the same number confirmed for another area
in_force: 2013-04-15..
reads: [conference_as_at, case_end]
owner: conference chair
warn: 8 working days
counts: working days
why: A child on a plan who moves borough is as much at risk on the new side of the road, and known there to nobody.
about: >-
  From the day this authority accepted responsibility for a child who moved in on another's plan, a transfer-in
  conference is to have been held within 15 working days, counted from the day after. London counts from the day it
  was notified of the move, which is not recorded. A move for a short time needs none, and none is then planned. A
  conference put off hands its clock to the one that followed, from the same acceptance. The end of the case stops the
  clock. A conference with no day of acceptance cannot be told.
---*/
with transfer as (
    select
        subject_id,
        record_id,
        transfer_accepted_on,
        held_on,
        put_off,
        case when transfer_accepted_on is not null then working_days_after(transfer_accepted_on, 15) end as due_on
    from conference_as_at
    where kind = 'transfer'
)

select
    t.subject_id,
    t.record_id as occasion_id,
    t.transfer_accepted_on as arose_on,
    t.due_on,
    t.held_on as met_on,
    case
        when t.held_on is not null or t.due_on is null then null
        when t.put_off then 'Not owed: another day was set for it'
        when e.ended_on <= t.due_on then 'Not owed: ' || e.reason || ' first'
        when e.ended_on is not null then 'Missed: ' || e.reason || ' without it'
    end as excused
from transfer t
asof left join case_end e on e.subject_id = t.subject_id and t.transfer_accepted_on <= e.ended_on
