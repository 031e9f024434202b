/*---
id: cpr-report
kind: duty
title: Child’s permanence report completed
area: permanence and adoption
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Adoption Agencies Regulations 2005 (SI 2005/389), reg 17(1), for the report; Adoption and Children Act 2002:
  statutory guidance on adoption, DfE, July 2013 (first revision February 2011), chapter 2, for the two months, read
  in a council's procedure that follows it; paragraph not checked
in_force: 2011-04-01..
reads: [adoption_path]
owner: allocated_worker
warn: 1 month
harm: medium
harm_why: The child may wait for every later step, and those who choose a family know too little.
gap_after: 6 months
counts: days
met_by: [adoption_case.report_on]
rests_on: [adoption_case]
per: subject
why: Nobody can decide on adoption until the child's story is written down, and a late report makes everything late.
about: >-
  The review that recommended adoption starts the clock: the report must be complete within two months of it, the time
  the guidance gives until the case is before the decision-maker. Two months from the 31st is the last day of a
  shorter month. Met on the day the report was complete, as recorded in Heed; the regulations ask for the report, the
  guidance for the months. The guidance asks for more speed for a baby given up by the parents, without a number.
  Where the plan changed, care ended or the child turned 18 by the due day nothing was owed; where later without the
  report it was missed.
---*/
select
    subject_id,
    subject_id || '/' || recommended_on as occasion_id,
    recommended_on as arose_on,
    (recommended_on + interval 2 month)::date as due_on,
    report_on as met_on,
    stopped_on,
    stopped_how as stopped_why
from adoption_path
where recommended_on is not null
