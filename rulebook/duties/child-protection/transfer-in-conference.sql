/*---
id: transfer-in-conference
kind: duty
title: Transfer-in conference for a child who moved in on a plan
area: child protection
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, HM Government, 2023, chapter 3, page 100, "Discontinuing the child protection
  plan", second bullet: within 15 working days of being notified of the move (the 2026 edition could not be read);
  London Safeguarding Children Procedures, chapter CP6, paragraph not checked
in_force: 2013-04-15..
reads: [conference_as_at, case_end]
owner: conference chair
warn: 8 working days
harm: high
harm_why: A child at risk may have no plan in the place where they live now.
gap_after: 3 months
counts: working days
met_by: [conference]
rests_on: [conference, cin_episode]
per: subject
why: A child on a plan who moves borough is as much at risk on the new side of the road, and known there to nobody.
about: >-
  From the day this authority accepted responsibility for a child who moved in on another's plan, a transfer-in
  conference is to have been held within 15 working days, counted from the day after. The guidance counts from the day
  it was notified of the move, which is earlier and not recorded. A move for a short time needs none, and none is then
  planned. A conference put off hands its clock to the one that followed, from the same acceptance. The end of the case
  stops the clock. A conference with no day of acceptance cannot be told.
---*/
select
    c.subject_id,
    c.record_id as occasion_id,
    c.transfer_accepted_on as arose_on,
    case when c.transfer_accepted_on is not null then working_days_after(c.transfer_accepted_on, 15) end as due_on,
    c.held_on as met_on,
    case when not c.put_off then e.ended_on end as stopped_on,
    case when c.put_off then 'another day was set for it' else e.reason end as stopped_why,
    case when c.transfer_accepted_on is null then 'the day responsibility was accepted' end as missing
from conference_as_at c
left join case_end e on e.subject_id = c.subject_id and c.transfer_accepted_on between e.from_on and e.ended_on
where c.kind = 'transfer'
