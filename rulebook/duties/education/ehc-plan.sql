/*---
id: ehc-plan
kind: duty
title: Education, health and care plan final within 20 weeks
area: education
subject: child
force: law
number: law
source: Special Educational Needs and Disability Regulations 2014, reg 13(2) and (3), with reg 10(4)
in_force: 2014-09-01..
reads: [ehc_request]
owner: special educational needs manager
warn: 6 weeks
counts: days
why: A child with special needs waits in the wrong class, or in none, until the plan is final.
about: >-
  From the day a request for an assessment was received, the final plan is issued within twenty weeks, 140 days; holidays
  count. Nothing is owed where the authority decided not to assess. Excused where the plan was not issued in time but an
  exception of reg 10(4) is recorded (a school closed or the family away for four weeks, exceptional personal
  circumstances; from 1 May to 25 September 2020 also coronavirus). Where the request ended without a plan, as when the
  assessment found that none was needed, by the due day nothing was owed; later, the clock stops as missed. A young
  person's eighteenth birthday stops nothing: plans run to 25.
---*/
with request as (
    select
        subject_id,
        record_id,
        requested_on,
        (requested_on + 140)::date as due_on,
        case when issued_on <= $as_at then issued_on end as met_on,
        coalesce(decided_on <= $as_at and not assessing, false) as is_refused,
        exception,
        case when ceased_on <= $as_at then ceased_on end as ceased_on
    from ehc_request
    where requested_on <= $as_at
)

select
    subject_id,
    record_id as occasion_id,
    requested_on as arose_on,
    due_on,
    met_on,
    case
        when met_on <= due_on then null
        when met_on is null and is_refused then 'Not owed: it was decided not to assess'
        when exception is not null then 'An exception to the time is recorded'
        when met_on is not null or ceased_on is null then null
        when ceased_on <= due_on then 'Not owed: the request ended without a plan'
        else 'Missed: the request ended without a plan, later than it was due'
    end as excused
from request
