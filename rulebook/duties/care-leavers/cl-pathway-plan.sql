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
harm: medium
harm_why: The young person may leave care not knowing where they will live or what they will live on.
gap_after: 6 months
counts: days
met_by: [pathway_plan]
rests_on: [needs_assessment]
per: subject
settings:
  pathway_plan_months:
    value: 1
    basis: Heed's default until the authority sets its own; the law says as soon as possible
why: The young person needs to see on paper what help there will be, while there is still time to change it.
about: >-
  Counted from the first needs assessment completed since the 15th birthday. Met by the first pathway plan recorded
  since then, or already made in the year before 16. The law requires the plan, the number of months is local. Where
  the standing as a care leaver ended, or the young person turned 21, by the due day nothing more was owed; where
  later, the plan was missed.
---*/
with assessed as (
    select
        c.subject_id,
        any_value(c.born_on) as born_on,
        any_value(c.to_21_on) as stopped_on,
        any_value(c.to_21_by) as stopped_why,
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
)

select
    a.subject_id,
    a.subject_id || '/' || a.assessed_on as occasion_id,
    a.assessed_on as arose_on,
    (a.assessed_on + to_months(try_cast(setting('pathway_plan_months') as integer)))::date as due_on,
    p.met_on,
    a.stopped_on,
    a.stopped_why
from assessed a
left join planned p on p.subject_id = a.subject_id
where a.assessed_on < coalesce(a.stopped_on, date '9999-12-31')
