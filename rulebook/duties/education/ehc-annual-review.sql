/*---
id: ehc-annual-review
kind: duty
title: Education, health and care plan reviewed every 12 months
area: education
subject: child
force: law
number: law
source: Children and Families Act 2014, section 44(1), with the Special Educational Needs and Disability Regulations 2014, regs 18 to 20
in_force: 2014-09-01..
reads: [ehc_request, ehc_review]
owner: special educational needs manager
warn: 3 months
counts: days
why: A plan made for last year's child may hold this year's child back.
about: >-
  From the day a plan was issued, and from each review, the next review is complete within twelve months: one clock for
  each stretch. A review is complete when its decision has been told to the family, which is the day recorded; the next
  year is counted from it. A year from 29 February is 28 February. Where the plan ended by the due day nothing more was
  owed; later, the clock stops as missed. It cannot be told where no review is recorded for anybody, or one fell due
  before the first collection year (from 1 April) with any; of those stretches only an open one is shown. A young
  person's eighteenth birthday stops nothing: plans run to 25.
---*/
with recorded as (
    select (date_trunc('year', min(decided_on) - interval 3 month) + interval 3 month)::date as since_on
    from ehc_review
    where decided_on <= $as_at
),

plan as (
    select
        subject_id,
        record_id,
        issued_on,
        case when ceased_on <= $as_at then ceased_on end as ceased_on,
        lead(issued_on) over (partition by subject_id order by issued_on, record_id) as next_issued_on
    from ehc_request
    where issued_on <= $as_at
),

opened as (
    select
        record_id,
        issued_on as opened_on
    from plan
    union all
    select
        p.record_id,
        v.decided_on as opened_on
    from ehc_review v
    inner join plan p
        on p.subject_id = v.subject_id and v.decided_on > p.issued_on and v.decided_on <= least(p.ceased_on, $as_at::date)
        and (p.next_issued_on is null or v.decided_on < p.next_issued_on)
),

followed as (
    select
        record_id,
        opened_on,
        (opened_on + interval 12 month)::date as due_on,
        lead(opened_on) over (partition by record_id order by opened_on) as met_on
    from opened
),

judged as (
    select
        p.subject_id,
        f.*,
        least(p.ceased_on, p.next_issued_on) as ceased_on,
        coalesce(f.due_on >= r.since_on, false) as is_known
    from followed f
    inner join plan p on p.record_id = f.record_id
    cross join recorded r
)

select
    subject_id,
    record_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when is_known then due_on end as due_on,
    met_on,
    case
        when not is_known or met_on is not null or ceased_on is null then null
        when ceased_on <= due_on then 'Not owed: the plan ended first'
        else 'Missed: the plan ended without this review'
    end as excused
from judged
where (ceased_on is null or opened_on < ceased_on) and (is_known or met_on is null and ceased_on is null)
