/*---
id: rcpc-postbirth
kind: duty
title: Review conference or core group soon after the birth
area: child protection
subject: child
force: pan-London
number: pan-London
source: >-
  London Child Protection Procedures, paragraph 4.1.22 (as amended in 2017), as a published manual quotes it
in_force: 2017-01-01..
reads: [cp_plan_as_at, child_as_at, cp_review, core_group]
owner: allocated_worker
warn: 5 days
harm: high
harm_why: A newborn baby may be cared for under a plan that does not keep it safe.
gap_after: 2 months
counts: days
met_by: [cp_review, core_group]
rests_on: [cp_plan]
per: subject
why: A plan made for a child not yet born must be tested against the baby and the mother who are there now.
about: >-
  Where a child protection plan began before the child was born, a review conference or a core group is owed within ten
  days of the birth, weekends counted. The procedures allow twenty where the mother is not well enough; her health is
  not among the records, so the ten days stand and detail says that twenty may apply. Where the plan ended by the due
  day nothing was owed; where it ended later without a meeting, it was missed. Without a list of core groups as well as
  reviews, nothing can be told.
---*/
with held as (
    select
        subject_id,
        held_on
    from cp_review
    where held_on <= $as_at
    union all
    select
        subject_id,
        held_on
    from core_group
    where held_on <= $as_at
)

select
    p.subject_id,
    p.plan_id as occasion_id,
    c.born_on as arose_on,
    c.born_on + 10 as due_on,
    case when p.ended_on is null or h.held_on <= p.ended_on then h.held_on end as met_on,
    p.ended_on as stopped_on,
    case when p.ended_on is not null then 'the plan ended' end as stopped_why,
    case
        when coalesce(h.held_on, $as_at::date) > c.born_on + 10 then 'Twenty days where the mother was not well enough'
    end as detail
from cp_plan_as_at p
inner join child_as_at c on c.subject_id = p.subject_id
asof left join held h on h.subject_id = c.subject_id and c.born_on <= h.held_on
where p.started_on < c.born_on and (p.ended_on is null or p.ended_on > c.born_on)
