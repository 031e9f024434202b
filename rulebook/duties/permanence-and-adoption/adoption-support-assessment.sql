/*---
id: adoption-support-assessment
kind: duty
title: Adoption support needs assessed on request
area: permanence and adoption
subject: child
force: local
number: local
source: >-
  Local number; the duty itself is law: Adoption Support Services Regulations 2005 (SI 2005/691), regs 13 and 14,
  which give none
in_force: 2005-12-30..
reads: [adoption_support]
owner: adoption support social worker
warn: 10 working days
harm: medium
harm_why: The family may struggle on without help, and the child may lose it.
gap_after: 6 months
counts: working days
met_by: [adoption_support.assessed_on]
rests_on: [adoption_support]
per: subject
settings:
  adoption_support_working_days: {value: "45", basis: "Local default, after the days for an assessment of a child in need; the regulations give no number"}
why: A family that asks for help has usually waited too long already to ask.
about: >-
  Each request for adoption support starts the clock, the day itself not counted, until the assessment is complete.
  Where the support was closed by the due day nothing was owed; where it was closed later without an assessment it was
  missed. The clock does not stop at 18: an adopted person may ask as an adult. The number is the authority's own.
---*/
select
    subject_id,
    record_id as occasion_id,
    requested_on as arose_on,
    working_days_after(requested_on, try_cast(setting('adoption_support_working_days') as integer)) as due_on,
    case when assessed_on <= $as_at then assessed_on end as met_on,
    case when ended_on <= $as_at then ended_on end as stopped_on,
    case when ended_on <= $as_at then 'the support was closed' end as stopped_why
from adoption_support
where requested_on <= $as_at
