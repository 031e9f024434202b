/*---
id: lac-visit-remand
kind: duty
title: Child on remand visited every two weeks
area: looked after
subject: child
force: local
number: local
source: >-
  Local: what Ofsted saw done in 2015; Care Planning, Placement and Case Review (England) Regulations 2010, regs 47A
  to 47F, have rules of their own for children on remand and set no such number
in_force: 2013-04-01..
reads: [legal_spell, care_visit, child_as_at]
owner: allocated_worker
warn: 3 days
counts: days
settings:
  remand_visit_days:
    value: 14
    basis: Heed's default until the authority sets its own; the practice Ofsted saw in 2015
why: A child on remand is afraid of what comes next, and may be going home any day.
about: >-
  From the day a child was remanded (legal status J1), and from each visit, the next is owed within the authority's
  own number of days: one clock for each stretch between visits. Visits of every kind but those to a child placed for
  adoption count, unless the child is recorded as not seen. It stands beside the visits of reg 28, which go on. Where
  the remand ended, or the child turned 18, by the due day nothing more was owed; later, the clock stops as missed.
---*/
with visit as (
    select distinct
        subject_id,
        visited_on
    from care_visit
    where kind <> 'adoption' and coalesce(seen, seen_alone, true) and visited_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(visited_on) - interval 3 month) + interval 3 month)::date as since_on
    from visit
),

remand as (
    select
        l.subject_id,
        l.started_on,
        least(
            l.ended_on, case when k.born_on + interval 18 year <= $as_at then (k.born_on + interval 18 year)::date end
        ) as ended_on
    from legal_spell l
    left join child_as_at k on k.subject_id = l.subject_id
    where l.legal_status = 'J1' and coalesce(k.born_on + interval 18 year > l.started_on, true)
),

opened as (
    select
        *,
        started_on as opened_on
    from remand
    union all
    select
        r.*,
        v.visited_on as opened_on
    from visit v
    asof join remand r on r.subject_id = v.subject_id and r.started_on < v.visited_on
    where r.ended_on is null or v.visited_on <= r.ended_on
),

timed as (
    select
        *,
        opened_on + try_cast(setting('remand_visit_days') as integer) as due_on,
        lead(opened_on) over (partition by subject_id, started_on order by opened_on) as met_on
    from opened
),

judged as (
    select
        t.*,
        coalesce(t.due_on < r.since_on, true) as before_records
    from timed t
    cross join recorded r
    where t.ended_on is null or t.opened_on < t.ended_on
)

select
    subject_id,
    subject_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when not before_records then due_on end as due_on,
    met_on,
    case
        when met_on is not null or before_records then null
        when ended_on <= due_on then 'Not owed: the remand ended first'
        when ended_on is not null then 'Missed: the remand ended without this visit'
    end as excused
from judged
where not before_records or ended_on is null and met_on is null
