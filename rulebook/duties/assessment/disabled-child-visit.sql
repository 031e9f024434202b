/*---
id: disabled-child-visit
kind: duty
title: Disabled child visited at least every 6 weeks
area: assessment
subject: child
force: local
number: local
source: >-
  Local standard; for short breaks the Care Planning, Placement and Case Review (England) Regulations 2010, reg
  48(3)(c), leaves the visits to be agreed
in_force: 2011-04-01..
reads: [child_as_at, cin_episode, cin_plan_as_at, child_seen, short_break, case_end]
owner: allocated_worker
warn: 1 week
harm: medium
harm_why: Poor care, or a carer who can no longer cope, may go unseen until the child suffers by it.
gap_after: 3 months
counts: days
met_by: [cin_visit, cp_visit, care_visit]
rests_on: [cin_episode]
recurs: true
per: subject
settings:
  disabled_child_visit_weeks:
    value: 6
    basis: Heed's default until the authority sets its own
why: A disabled child may not be able to tell anybody what is wrong; somebody has to come and look.
about: >-
  While a disabled child's case is open, the next visit is owed within the authority's own number of weeks: from the day
  the first child in need plan began, and from each visit of any kind. A visit counts unless it says that the child was
  not seen. Before the first plan or visit there is no clock; the assessment has its own. None is owed where a short
  break under regulation 48 is in place, since the reviewing officer and the parents agree those visits. Where the case
  ended by the due day nothing more was owed; where it ended later without the visit, it was missed. Known while the
  visits to children in need, to children on plans and to looked-after children are all recorded.
---*/
with spell as (
    select
        n.subject_id,
        n.record_id,
        n.referred_on,
        lead(n.referred_on, 1, date '9999-12-31') over (partition by n.subject_id order by n.referred_on, n.record_id) as next_referred_on,
        e.ended_on,
        e.reason
    from cin_episode n
    inner join child_as_at c on c.subject_id = n.subject_id and c.disabled
    left join case_end e on e.subject_id = n.subject_id and n.referred_on between e.from_on and e.ended_on
    where n.referred_on <= $as_at
),

opened as (
    select
        s.record_id,
        min(p.started_on) as opened_on
    from cin_plan_as_at p
    inner join spell s on s.subject_id = p.subject_id and s.referred_on = p.referred_on
    group by s.record_id
    union
    select
        s.record_id,
        v.visited_on as opened_on
    from child_seen v
    inner join spell s
        on s.subject_id = v.subject_id and s.referred_on <= v.visited_on and s.next_referred_on > v.visited_on
    where s.ended_on is null or v.visited_on <= s.ended_on
),

agreed as (
    select
        subject_id,
        started_on,
        case when ended_on <= $as_at then ended_on end as ended_on,
        lead(started_on, 1, date '9999-12-31') over (partition by subject_id order by started_on, record_id) as next_started_on
    from short_break
    where started_on <= $as_at and within_regulation_48
),

followed as (
    select
        s.subject_id,
        s.record_id,
        s.ended_on,
        s.reason,
        o.opened_on,
        lead(o.opened_on) over (partition by s.record_id order by o.opened_on) as next_on,
        a.started_on is not null and coalesce(a.ended_on > o.opened_on, true) as visits_agreed
    from opened o
    inner join spell s on s.record_id = o.record_id
    left join agreed a
        on a.subject_id = s.subject_id and a.started_on <= o.opened_on and a.next_started_on > o.opened_on
)

select
    subject_id,
    record_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    opened_on + 7 * try_cast(setting('disabled_child_visit_weeks') as integer) as due_on,
    next_on as met_on,
    case when not visits_agreed then ended_on end as stopped_on,
    case
        when visits_agreed then 'short breaks are in place, whose visits the reviewing officer and the parents agree'
        else reason
    end as stopped_why
from followed
where ended_on is null or opened_on < ended_on
