/*---
id: cp-child-seen-alone
kind: duty
title: Child on a plan seen alone
area: child protection
subject: child
force: pan-London
number: local
source: >-
  London Safeguarding Children Procedures, chapter CP5 (implementing child protection plans), as a published manual
  quotes it: alone on at least alternate visits; paragraph not checked; the weeks are local
in_force: 2013-04-15..
reads: [cp_plan_as_at, cp_visit, child_as_at]
owner: allocated_worker
warn: 1 week
counts: days
settings:
  cp_seen_alone_weeks:
    value: 4
    basis: Heed's default until the authority sets its own; alternate visits at the usual intervals come to about this
  cp_seen_alone_from_years:
    value: 2
    basis: Heed's default until the authority sets its own; an infant is seen awake and observed instead
why: A child says in front of a parent what the parent can bear to hear.
about: >-
  From the day a plan began, and from each visit at which the child was seen alone, the next such visit is owed within
  the authority's own number of weeks. A child too young to speak has no clock until the second birthday. A child's
  refusal is not among the records, so it excuses nothing. Where the plan ended by the due day nothing more was owed;
  later, the clock stops as missed. It cannot be told where it fell due before the first collection year (from 1 April)
  with any visit that says whether the child was seen alone, or where none does; such a clock is
  left out once the plan has ended.
---*/
with recorded as (
    select (date_trunc('year', min(visited_on) - interval 3 month) + interval 3 month)::date as since_on
    from cp_visit
    where visited_on <= $as_at and seen_alone is not null
),

plan as (
    select
        p.subject_id,
        p.plan_id,
        p.started_on,
        p.ended_on,
        greatest(
            p.started_on,
            (c.born_on + to_years(try_cast(setting('cp_seen_alone_from_years') as integer)))::date
        ) as begun_on
    from cp_plan_as_at p
    left join child_as_at c on c.subject_id = p.subject_id
),

opened as (
    select
        plan_id,
        begun_on as opened_on
    from plan
    union
    select
        p.plan_id,
        v.visited_on as opened_on
    from cp_visit v
    inner join plan p
        on p.subject_id = v.subject_id and v.visited_on > p.begun_on and v.visited_on <= least(p.ended_on, $as_at::date)
    where v.seen_alone
),

followed as (
    select
        p.subject_id,
        p.ended_on,
        o.plan_id,
        o.opened_on,
        o.opened_on + 7 * try_cast(setting('cp_seen_alone_weeks') as integer) as due_on,
        lead(o.opened_on) over (partition by o.plan_id order by o.opened_on) as next_on
    from opened o
    inner join plan p on p.plan_id = o.plan_id
)

select
    f.subject_id,
    f.plan_id || '/' || f.opened_on as occasion_id,
    f.opened_on as arose_on,
    case when f.due_on >= r.since_on then f.due_on end as due_on,
    case when f.due_on >= r.since_on then f.next_on end as met_on,
    case
        when f.next_on is not null or coalesce(f.due_on < r.since_on, true) then null
        when f.ended_on <= f.due_on then 'Not owed: the plan ended first'
        when f.ended_on is not null then 'Missed: the plan ended without it'
    end as excused
from followed f
cross join recorded r
where
    f.opened_on <= $as_at
    and (f.ended_on is null or f.opened_on < f.ended_on and f.due_on >= r.since_on)
