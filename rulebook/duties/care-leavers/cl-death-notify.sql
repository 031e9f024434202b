/*---
id: cl-death-notify
kind: duty
title: Death of a care leaver under 25 notified within 5 working days
area: care leavers
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, DfE, December 2023, chapter 5 (notifications, care leavers to the age of 24);
  paragraph not checked
in_force: 2023-12-15..
reads: [care_leaver_as_at, serious_event, child_as_at]
owner: director
warn: 2 working days
counts: working days
why: A young life that the council was parent to must not end unremarked.
about: >-
  For each relevant or former relevant young person who died before 25, from the recorded day of the death, which is not
  counted, or else the day of death that any source gives. Met when the Secretary of State was told. Deaths before the
  guidance of December 2023 are not asked about, nor those of children looked after, whom other rules cover. It cannot be told
  where no death or serious harm is recorded at all, or before the first collection year (from 1 April) with one.
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

recorded as (
    select (date_trunc('year', min(happened_on) - interval 3 month) + interval 3 month)::date as since_on
    from serious_event
    where happened_on <= $as_at
),

died as (
    select
        l.subject_id,
        coalesce(e.died_on, c.died_on) as died_on,
        e.told_on
    from care_leaver_as_at l
    left join event e on e.subject_id = l.subject_id
    left join child_as_at c on c.subject_id = l.subject_id
    where
        l.left_on <= coalesce(e.died_on, c.died_on)
        and coalesce(coalesce(e.died_on, c.died_on) <= l.ended_on, true)
)

select
    d.subject_id,
    d.subject_id || '/' || d.died_on as occasion_id,
    d.died_on as arose_on,
    case
        when working_days_after(d.died_on, 5) >= r.since_on then working_days_after(d.died_on, 5)
    end as due_on,
    d.told_on as met_on,
    null as excused
from died d
cross join recorded r
