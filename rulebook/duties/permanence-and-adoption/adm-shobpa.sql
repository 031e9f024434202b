/*---
id: adm-shobpa
kind: duty
title: Decision that the child should be placed for adoption
area: permanence and adoption
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Adoption and Children Act 2002: statutory guidance on adoption, DfE, July 2013 (first revision February 2011),
  chapter 2, and Adoption: national minimum standards, DfE, 2011 (revised 2014), standard 17; the seven working days
  were not found in what could be read; paragraph not checked
in_force: 2011-04-01..
reads: [adoption_path]
owner: agency decision-maker
warn: 3 working days
harm: medium
harm_why: The child may wait with no settled plan for who their family will be.
gap_after: 3 months
counts: working days
met_by: [adoption_case.decided_on]
rests_on: [adoption_case]
per: subject
why: The child's whole plan stands still while the papers lie on one desk.
about: >-
  The day the full papers (or the panel's final minutes) reached the agency decision-maker starts the clock: the
  decision is owed within seven working days, the day itself not counted. Met on the day of the decision, from Heed's
  own record or else the looked-after return. Whether the reasons were written down in full is not recorded for this
  decision; an audit must look. Where the plan changed, care ended or the child turned 18 by the due day nothing was
  owed; where that came later without a decision it was missed. Since 1 September 2012 a case that a court will decide
  goes straight to the decision-maker, without the panel.
---*/
select
    subject_id,
    subject_id || '/' || papers_on as occasion_id,
    papers_on as arose_on,
    working_days_after(papers_on, 7) as due_on,
    decided_on as met_on,
    stopped_on,
    stopped_how as stopped_why
from adoption_path
where papers_on is not null
