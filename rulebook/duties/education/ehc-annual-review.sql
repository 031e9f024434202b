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
harm: medium
harm_why: The child may go on with support that no longer fits, and fall behind.
gap_after: 12 months
counts: days
met_by: [ehc_review]
rests_on: [ehc_request]
recurs: true
per: subject
why: A plan made for last year's child may hold this year's child back.
about: >-
  From the day a plan was issued, and from each review, the next review is complete within twelve months: one clock for
  each stretch. A review is complete when its decision has been told to the family, which is the day recorded; the next
  year is counted from it. A year from 29 February is 28 February. Where the plan ended by the due day nothing more was
  owed; where it ended later without the review, it was missed. A young person's eighteenth birthday stops nothing:
  plans run to 25.
---*/
with plan as (
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
)

select
    p.subject_id,
    p.record_id || '/' || o.opened_on as occasion_id,
    o.opened_on as arose_on,
    (o.opened_on + interval 12 month)::date as due_on,
    lead(o.opened_on) over (partition by p.record_id order by o.opened_on) as met_on,
    least(p.ceased_on, p.next_issued_on) as stopped_on,
    case
        when p.next_issued_on <= coalesce(p.ceased_on, p.next_issued_on) then 'another plan took its place'
        when p.ceased_on is not null then 'the plan ended'
    end as stopped_why
from opened o
inner join plan p on p.record_id = o.record_id
qualify o.opened_on < coalesce(least(p.ceased_on, p.next_issued_on), date '9999-12-31')
