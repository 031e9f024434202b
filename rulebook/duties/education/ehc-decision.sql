/*---
id: ehc-decision
kind: duty
title: Decision whether to assess for an education, health and care plan within 6 weeks
area: education
subject: child
force: law
number: law
source: Special Educational Needs and Disability Regulations 2014, reg 5(3) and (4), under the Children and Families Act 2014, section 36
in_force: 2014-09-01..
reads: [ehc_request]
owner: special educational needs manager
warn: 2 weeks
harm: medium
harm_why: The child may go on at school without the help they need, and the family has nothing to appeal against.
gap_after: 6 months
counts: days
met_by: [ehc_request]
rests_on: [ehc_request]
per: subject
why: Until somebody decides, nobody has begun to find out what the child needs.
about: >-
  From the day a request for an assessment was received, the decision has been told to the family within six weeks, 42
  days; holidays count. Excused where it was not, but an exception of reg 5(4) is recorded (a school closed for four
  weeks or more, the family away for four weeks, exceptional personal circumstances; from 1 May to 25 September 2020
  also coronavirus). Where the request ended by the due day nothing was owed; where it ended later without a decision,
  it was missed. A young person's eighteenth birthday stops nothing: plans run to 25.
---*/
select
    subject_id,
    record_id as occasion_id,
    requested_on as arose_on,
    (requested_on + 42)::date as due_on,
    case when decided_on <= $as_at then decided_on end as met_on,
    case when ceased_on <= $as_at then ceased_on end as stopped_on,
    case when ceased_on <= $as_at then 'the request ended' end as stopped_why,
    case when exception is not null then 'An exception to the time is recorded' end as excused
from ehc_request
where requested_on <= $as_at
