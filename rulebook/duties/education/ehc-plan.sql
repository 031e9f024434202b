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
harm: medium
harm_why: The child may lose months of schooling for want of the right support.
gap_after: 12 months
counts: days
met_by: [ehc_request]
rests_on: [ehc_request]
per: subject
why: A child with special needs waits in the wrong class, or in none, until the plan is final.
about: >-
  From the day a request for an assessment was received, the final plan is issued within twenty weeks, 140 days;
  holidays count. Nothing is owed where the authority decided not to assess. Excused where the plan was not issued in
  time but an exception of reg 10(4) is recorded (a school closed or the family away for four weeks, exceptional
  personal circumstances; from 1 May to 25 September 2020 also coronavirus). Where the request ended without a plan by
  the due day, as when the assessment found that none was needed, nothing was owed; where it ended later, it was missed.
  A young person's eighteenth birthday stops nothing: plans run to 25.
---*/
with request as (
    select
        subject_id,
        record_id,
        requested_on,
        case when issued_on <= $as_at then issued_on end as issued_on,
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
    (requested_on + 140)::date as due_on,
    issued_on as met_on,
    case when not is_refused then ceased_on end as stopped_on,
    case
        when is_refused then 'it was decided not to assess'
        when ceased_on is not null then 'the request ended'
    end as stopped_why,
    case
        when exception is not null and (issued_on is not null or not is_refused) then 'An exception to the time is recorded'
    end as excused
from request
