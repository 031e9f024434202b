/*---
id: cl-death-notify
kind: duty
title: Death of a care leaver under 25 notified within 5 working days
area: care leavers
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, DfE, December 2023, chapter 5 (notifications, care leavers up to and
  including the age of 24); paragraph not checked. The age is confirmed, the 5 working days in procedures that apply
  them to care leavers
in_force: 2023-12-15..
reads: [care_leaver_as_at, serious_event, child_as_at]
owner: director
warn: 2 working days
harm: high
harm_why: What might save another young person may not be looked into while it can still be found out.
gap_after: 6 months
counts: working days
met_by: [serious_event]
rests_on: [serious_event]
per: subject
why: A young life that the council was parent to must not end unremarked.
about: >-
  For each relevant or former relevant young person who died before 25, from the recorded day of the death, which is
  not counted, or else the day of death that any source gives. Met when the Secretary of State was told. Deaths before
  the guidance of December 2023 are not asked about, nor those of children looked after, whom other rules cover.
---*/
with event as (
    select
        subject_id,
        min(happened_on) as died_on,
        min(case when state_told_on <= $as_at then state_told_on end) as told_on
    from serious_event
    where kind = 'death' and happened_on <= $as_at
    group by subject_id
),

died as (
    select
        l.subject_id,
        coalesce(e.died_on, c.died_on) as died_on,
        l.left_on,
        l.ended_on,
        e.told_on
    from care_leaver_as_at l
    left join event e on e.subject_id = l.subject_id
    left join child_as_at c on c.subject_id = l.subject_id
)

select
    subject_id,
    subject_id || '/' || died_on as occasion_id,
    died_on as arose_on,
    working_days_after(died_on, 5) as due_on,
    told_on as met_on,
    null::date as stopped_on,
    null as stopped_why
from died
where left_on <= died_on and coalesce(died_on <= ended_on, true)
