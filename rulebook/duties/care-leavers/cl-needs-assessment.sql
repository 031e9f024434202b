/*---
id: cl-needs-assessment
kind: duty
title: Needs of a young person leaving care assessed within 3 months
area: care leavers
subject: child
force: law
number: law
source: >-
  Care Planning, Placement and Case Review (England) Regulations 2010, reg 42, and Care Leavers (England) Regulations
  2010, reg 5; Children Act 1989, Schedule 2 paragraph 19B(4) and section 23B(3)
in_force: 2011-04-01..
reads: [care_leaver_as_at, needs_assessment]
owner: allocated_worker
warn: 1 month
counts: days
why: A plan for leaving care is only as good as what is known of the young person.
about: >-
  The assessment is owed within three months of becoming an eligible child, at 16 or when the thirteen weeks in care are
  full, or a relevant one. Met by the first assessment completed since the 15th birthday. Three months from 30 November
  end on the last day of February. The clock stops at 18, or where the standing as a care leaver ends. It cannot be told
  where the day of becoming eligible is not known, where no needs assessment is recorded at all, or where it fell due before
  the first collection year (from 1 April) with one.
---*/
with recorded as (
    select (date_trunc('year', min(completed_on) - interval 3 month) + interval 3 month)::date as since_on
    from needs_assessment
    where completed_on <= $as_at
),

young as (
    select
        subject_id,
        born_on,
        began_on,
        began_known,
        (began_on + interval 3 month)::date as due_on,
        least(ended_on, case when eighteen_on <= $as_at then eighteen_on end) as stopped_on
    from care_leaver_as_at
    where coalesce(began_on < eighteen_on, standing <> 'former relevant')
),

assessed as (
    select
        y.subject_id,
        min(n.completed_on) as met_on
    from needs_assessment n
    inner join young y on y.subject_id = n.subject_id
    where n.completed_on <= $as_at and coalesce(n.completed_on >= y.born_on + interval 15 year, true)
    group by y.subject_id
),

judged as (
    select
        y.*,
        a.met_on,
        y.began_known and coalesce(y.due_on >= r.since_on, false) as can_tell
    from young y
    left join assessed a on a.subject_id = y.subject_id
    cross join recorded r
)

select
    subject_id,
    subject_id || '/' || began_on as occasion_id,
    began_on as arose_on,
    case when can_tell then due_on end as due_on,
    met_on,
    case
        when met_on is not null or stopped_on is null or not can_tell then null
        when stopped_on <= due_on then 'Not owed: no longer eligible or relevant by then'
        else 'Missed: no longer eligible or relevant, without this assessment'
    end as excused
from judged
