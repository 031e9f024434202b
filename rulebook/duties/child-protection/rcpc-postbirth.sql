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
counts: days
why: A plan made for a child not yet born must be tested against the baby and the mother who are there now.
about: >-
  Where a child protection plan began before the child was born, a review conference or a core group is owed within ten
  days of the birth, weekends counted. The procedures allow twenty where the mother is not well enough; her health is
  not among the records, so the ten days stand and detail says that twenty may apply. Where the plan ended by the due
  day nothing was owed; later, the clock stops as missed. Where no meeting is recorded for the child and no core group
  for anybody, it cannot be told.
---*/
with recorded as (
    select (date_trunc('year', min(held_on) - interval 3 month) + interval 3 month)::date as since_on
    from core_group
    where held_on <= $as_at
),

held as (
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
),

born as (
    select
        p.subject_id,
        p.plan_id,
        p.ended_on,
        c.born_on,
        c.born_on + 10 as due_on
    from cp_plan_as_at p
    inner join child_as_at c on c.subject_id = p.subject_id
    where p.started_on < c.born_on and (p.ended_on is null or p.ended_on > c.born_on)
),

judged as (
    select
        b.*,
        case when b.ended_on is null or h.held_on <= b.ended_on then h.held_on end as met_on,
        coalesce(b.due_on < r.since_on, true) as before_records
    from born b
    cross join recorded r
    asof left join held h on h.subject_id = b.subject_id and b.born_on <= h.held_on
)

select
    subject_id,
    plan_id as occasion_id,
    born_on as arose_on,
    case when met_on is not null or not before_records then due_on end as due_on,
    met_on,
    case
        when met_on is not null or before_records then null
        when ended_on <= due_on then 'Not owed: the plan ended first'
        when ended_on is not null then 'Missed: the plan ended without it'
    end as excused,
    case when met_on is null or met_on > due_on then 'Twenty days where the mother was not well enough' end as detail
from judged
