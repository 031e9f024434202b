/*---
id: care-plan
kind: duty
title: Care plan prepared within 10 working days of coming into care
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 4(2)
in_force: 2011-04-01..
reads: [care_spell, care_plan]
owner: allocated_worker
warn: 3 working days
harm: medium
harm_why: The child may wait in a strange place with nobody working towards anything.
gap_after: 6 months
counts: working days
met_by: [care_plan]
rests_on: [episode]
per: subject
why: Carers, schools and the child need to know what care is meant to lead to.
about: >-
  A care plan should be there before a child is first placed; where it could not be, it is owed within ten working
  days of the day the child came into care. Met by the first plan recorded in that period of care or in the three
  months before it, since it may have been made ready beforehand. A plan that the court had before it in proceedings
  (section 31A) counts like any other. Short breaks have plans of their own. Where the day of coming into care is
  not known it cannot be told. Where care ended by the due day nothing was owed; where it ended later without a
  plan, it was missed.
---*/
select
    c.subject_id,
    c.care_id as occasion_id,
    c.started_on as arose_on,
    case when c.start_known then working_days_after(c.started_on, 10) end as due_on,
    case when c.ended_on is null or p.recorded_on <= c.ended_on then p.recorded_on end as met_on,
    c.ended_on as stopped_on,
    c.ended_by as stopped_why,
    c.missing
from care_spell c
asof left join (select subject_id, recorded_on from care_plan where recorded_on <= $as_at) p
    on p.subject_id = c.subject_id and p.recorded_on >= (c.started_on - interval 3 month)::date
where not c.short_breaks and (c.start_known or c.ended_on is null and p.recorded_on is null)
