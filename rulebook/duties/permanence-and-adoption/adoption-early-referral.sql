/*---
id: adoption-early-referral
kind: duty
title: Family finding begins when adoption is first considered
area: permanence and adoption
subject: child
force: commitment
number: local
source: >-
  Ofsted, inspection of Lambeth, 2015, which found referrals made only after the end of care proceedings; the working
  days are local
in_force: 2015-05-12..
reads: [adoption_path]
owner: allocated_worker
warn: 2 working days
harm: medium
harm_why: The child may wait in temporary care for a search that could already have begun.
gap_after: 3 months
counts: working days
met_by: [adoption_case.family_finding_on]
rests_on: [adoption_case]
per: subject
settings:
  adoption_referral_working_days: {value: "5", basis: "Local default; guidance says as soon as adoption is considered, without a number"}
why: Looking for a family while the court is still deciding can save a small child half a year.
about: >-
  The day adoption was first considered for the child starts the clock, so that only plans recorded in Heed have one.
  Met when the adoption team took up family finding. Where the plan changed, care ended or the child turned 18 by the
  due day nothing was owed; where that came later without family finding it was missed. The number is the authority's
  own, not law.
---*/
select
    subject_id,
    path_id as occasion_id,
    considered_on as arose_on,
    working_days_after(considered_on, try_cast(setting('adoption_referral_working_days') as integer)) as due_on,
    family_finding_on as met_on,
    stopped_on,
    stopped_how as stopped_why
from adoption_path
where has_case
