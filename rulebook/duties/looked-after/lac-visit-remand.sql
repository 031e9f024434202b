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
reads: [legal_spell, care_visit, care_spell]
owner: allocated_worker
warn: 3 days
harm: medium
harm_why: A frightened child may have nobody to tell of bullying or despair, or to prepare for going home.
gap_after: 1 month
counts: days
met_by: [care_visit]
rests_on: [episode]
recurs: true
per: subject
settings:
  remand_visit_days:
    value: 14
    basis: Heed's default until the authority sets its own; the practice Ofsted saw in 2015
why: A child on remand is afraid of what comes next, and may be going home any day.
about: >-
  From the day a child was remanded (legal status J1), and from each visit, the next is owed within the authority's
  own number of days: one clock for each stretch between visits. Visits of every kind but those to a child placed
  for adoption count, unless the child is recorded as not seen. It stands beside the visits of reg 28, which go on.
  Where the remand ended, or the child turned 18, by the due day nothing more was owed; later, it was missed.
---*/
with remand as (
    select
        l.subject_id,
        l.started_on,
        least(l.ended_on, c.ended_on) as ended_on,
        case when c.ended_on < coalesce(l.ended_on, $as_at::date + 1) then c.ended_by else 'the remand ended' end as ended_by,
        case when not c.dates_right then c.missing end as missing
    from legal_spell l
    inner join care_spell c on c.subject_id = l.subject_id and c.started_on = l.care_started_on
    where l.legal_status = 'J1' and coalesce(l.started_on < c.ended_on, true)
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
    from (
        select distinct subject_id, visited_on
        from care_visit
        where kind <> 'adoption' and coalesce(seen, seen_alone, true) and visited_on <= $as_at
    ) v
    asof join remand r on r.subject_id = v.subject_id and r.started_on < v.visited_on
    where r.ended_on is null or v.visited_on <= r.ended_on
),

followed as (
    select
        *,
        lead(opened_on) over (partition by subject_id, started_on order by opened_on) as met_on
    from opened
)

select
    subject_id,
    subject_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when missing is null then opened_on + try_cast(setting('remand_visit_days') as integer) end as due_on,
    met_on,
    ended_on as stopped_on,
    case when ended_on is not null then ended_by end as stopped_why,
    missing
from followed
where (ended_on is null or opened_on < ended_on) and (missing is null or met_on is null and ended_on is null)
