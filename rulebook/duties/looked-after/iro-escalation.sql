/*---
id: iro-escalation
kind: duty
title: Dispute raised by a reviewing officer resolved within 20 working days
area: looked after
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  IRO Handbook (statutory guidance for independent reviewing officers and local authorities), DCSF, March 2010,
  paragraph 6.2
in_force: 2011-04-01..
reads: [dispute, care_spell]
owner: reviewing officer
warn: 10 working days
harm: medium
harm_why: What was found wrong for the child may go on being wrong.
gap_after: 3 months
counts: working days
met_by: [dispute]
rests_on: [dispute, episode]
per: subject
why: A reviewing officer who is not answered is the child’s last safeguard going unheard.
about: >-
  All stages of the local dispute process together may take no more than 20 working days from the day the officer
  raised the matter. Met on the day it was resolved or taken to Cafcass, whichever came first: the officer may go
  there at any time (Care Planning Regulations 2010, reg 45). It shows as due soon from the tenth working day, half
  way through the stages. Where care ended by the due day nothing more was owed; where it ended later with the
  matter unresolved, it was missed.
---*/
select
    d.subject_id,
    d.record_id as occasion_id,
    d.raised_on as arose_on,
    working_days_after(d.raised_on, 20) as due_on,
    least(
        case when d.resolved_on <= $as_at then d.resolved_on end, case when d.cafcass_on <= $as_at then d.cafcass_on end
    ) as met_on,
    case when c.ended_on > d.raised_on then c.ended_on end as stopped_on,
    case when c.ended_on > d.raised_on then c.ended_by end as stopped_why
from dispute d
asof left join care_spell c on c.subject_id = d.subject_id and c.started_on <= d.raised_on
where d.raised_on <= $as_at
