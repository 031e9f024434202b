/*---
id: cp-child-seen-alone
kind: duty
title: Child on a plan seen alone
area: child protection
subject: child
force: pan-London
number: local
source: >-
  London Safeguarding Children Procedures, chapter CP5 (implementing child protection plans; part A, section 5 in the
  edition of 2016), as a published manual of 2016 quotes it: alone on at least alternate occasions; paragraph not
  checked; the weeks are local
in_force: 2013-04-15..
reads: [cp_plan_as_at, cp_visit, child_as_at]
owner: allocated_worker
warn: 1 week
harm: high
harm_why: A child who is afraid of someone at home may have no chance to say so.
gap_after: 3 months
counts: days
met_by: [cp_visit.seen_alone]
rests_on: [cp_plan]
recurs: true
per: subject
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
  refusal is not among the records, so it excuses nothing. Where the only visit in time does not say whether the child
  was seen alone, it cannot be told, and is left out once the plan has ended. Where the plan ended by the due day
  nothing more was owed; where it ended later without the visit, it was missed.
---*/
with plan as (
    select
        p.subject_id,
        p.plan_id,
        p.ended_on,
        greatest(
            p.started_on, (c.born_on + to_years(try_cast(setting('cp_seen_alone_from_years') as integer)))::date
        ) as begun_on
    from cp_plan_as_at p
    left join child_as_at c on c.subject_id = p.subject_id
),

opened as (
    select
        plan_id,
        begun_on as opened_on,
        true as seen_alone
    from plan
    union all
    select
        p.plan_id,
        v.visited_on as opened_on,
        bool_or(v.seen_alone) as seen_alone
    from cp_visit v
    inner join plan p
        on p.subject_id = v.subject_id and v.visited_on > p.begun_on and v.visited_on <= least(p.ended_on, $as_at::date)
    where coalesce(v.seen_alone, v.seen, true)
    group by all
),

followed as (
    select
        plan_id,
        opened_on,
        seen_alone,
        opened_on + 7 * try_cast(setting('cp_seen_alone_weeks') as integer) as due_on,
        lead(opened_on) over (partition by plan_id, seen_alone order by opened_on) as next_on,
        lead(opened_on) over (partition by plan_id order by opened_on) as next_visit_on
    from opened
),

judged as (
    select
        plan_id,
        opened_on,
        due_on,
        next_on,
        next_visit_on <= due_on and coalesce(next_on > due_on, true) as unclear
    from followed
    where seen_alone
)

select
    p.subject_id,
    j.plan_id || '/' || j.opened_on as occasion_id,
    j.opened_on as arose_on,
    case when not coalesce(j.unclear, false) then j.due_on end as due_on,
    j.next_on as met_on,
    p.ended_on as stopped_on,
    case when p.ended_on is not null then 'the plan ended' end as stopped_why,
    case when j.unclear then 'whether the child was seen alone at a visit made in time' end as missing
from judged j
inner join plan p on p.plan_id = j.plan_id
where j.opened_on <= $as_at and (p.ended_on is null or j.opened_on < p.ended_on and not coalesce(j.unclear, false))
