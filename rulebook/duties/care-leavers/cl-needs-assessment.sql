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
harm: medium
harm_why: Help with home, money or health may be left to chance as the young person comes near to leaving care.
gap_after: 6 months
counts: days
met_by: [needs_assessment]
rests_on: [episode]
per: subject
why: A plan for leaving care is only as good as what is known of the young person.
about: >-
  The assessment is owed within three months of becoming an eligible child, at 16 or when the thirteen weeks in care
  are full, or a relevant one. Met by the first assessment completed since the 15th birthday. Three months from 30
  November end on the last day of February. Where the child turned 18, or the standing as a care leaver ended, by the
  due day nothing was owed; where later, it was missed. It cannot be told where the day of becoming eligible is not
  known; once the child is 18 that is left out.
---*/
with young as (
    select
        *,
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
)

select
    y.subject_id,
    y.subject_id || '/' || y.began_on as occasion_id,
    y.began_on as arose_on,
    case when y.began_known then (y.began_on + interval 3 month)::date end as due_on,
    a.met_on,
    y.stopped_on,
    case when y.stopped_on >= y.eighteen_on then 'the young person turned 18' when y.stopped_on is not null then y.ended_by end as stopped_why,
    case when not y.began_known then 'the day on which the young person became eligible' end as missing
from young y
left join assessed a on a.subject_id = y.subject_id
where y.began_known or y.stopped_on is null
