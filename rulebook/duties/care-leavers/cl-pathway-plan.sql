/*---
id: cl-pathway-plan
kind: duty
title: Pathway plan made soon after the needs assessment
area: care leavers
subject: child
force: local
number: local
source: >-
  Children Act 1989, Schedule 2 paragraph 19B(4) and section 23B(3)(b), and Care Leavers (England) Regulations 2010,
  reg 6: a plan as soon as possible after the assessment; the number of months is local
in_force: 2011-04-01..
reads: [care_leaver_as_at, needs_assessment, pathway_plan]
owner: allocated_worker
warn: 2 weeks
counts: days
settings:
  pathway_plan_months:
    value: 1
    basis: Heed's default until the authority sets its own; the law says as soon as possible
why: The young person needs to see on paper what help there will be, while there is still time to change it.
about: >-
  Counted from the first needs assessment completed since the 15th birthday. Met by the first pathway plan recorded since
  then, or already made in the year before 16. The law requires the plan, the number of months is local. Where the
  standing as a care leaver ended first nothing more was owed; where it ended later the clock stops as missed. It cannot be told where no
  pathway plan is recorded at all, or before the first collection year (from 1 April) with one.
---*/
with recorded as (
    select (date_trunc('year', min(recorded_on) - interval 3 month) + interval 3 month)::date as since_on
    from pathway_plan
    where recorded_on <= $as_at
),

assessed as (
    select
        c.subject_id,
        any_value(c.born_on) as born_on,
        any_value(c.ended_on) as ended_on,
        min(n.completed_on) as assessed_on
    from needs_assessment n
    inner join care_leaver_as_at c on c.subject_id = n.subject_id
    where n.completed_on <= $as_at and coalesce(n.completed_on >= c.born_on + interval 15 year, true)
    group by c.subject_id
),

planned as (
    select
        a.subject_id,
        min(p.recorded_on) as met_on
    from pathway_plan p
    inner join assessed a on a.subject_id = p.subject_id
    where p.recorded_on <= $as_at and coalesce(p.recorded_on >= a.born_on + interval 15 year, true)
    group by a.subject_id
),

judged as (
    select
        a.subject_id,
        a.assessed_on,
        (a.assessed_on + to_months(try_cast(setting('pathway_plan_months') as integer)))::date as due_on,
        p.met_on,
        a.ended_on,
        r.since_on
    from assessed a
    left join planned p on p.subject_id = a.subject_id
    cross join recorded r
)

select
    subject_id,
    subject_id || '/' || assessed_on as occasion_id,
    assessed_on as arose_on,
    case when due_on >= since_on then due_on end as due_on,
    met_on,
    case
        when met_on is not null or ended_on is null or coalesce(due_on < since_on, true) then null
        when ended_on <= due_on then 'Not owed: no longer a care leaver by then'
        else 'Missed: no longer a care leaver, without this plan'
    end as excused
from judged
