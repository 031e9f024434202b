/*---
id: pep-first
kind: duty
title: First personal education plan complete within 20 working days
area: education
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Promoting the education of looked-after children, DfE, February 2018, page 16 (developing the plan),
  with the Care Planning, Placement and Case Review (England) Regulations 2010, reg 33(1) (the first review within 20
  working days, which the plan must be ready for)
in_force: 2011-04-01..
reads: [first_pep]
owner: allocated_worker
warn: 10 working days
harm: medium
harm_why: The child's schooling may be left to chance while everything else in their life changes.
gap_after: 3 months
counts: working days
met_by: [personal_education_plan.quality_assured_on]
rests_on: [episode]
per: subject
why: The first review decides about a child's schooling and can do it well only with the plan in hand.
about: >-
  Each time a child aged 3 or older comes into care, or turns 3 there, the first personal education plan is complete,
  which means that its quality has been assured, within 20 working days, counted from the day after: in time for the
  first review. Only a plan of that period of care counts. Short breaks (V3, V4) are left out. Where care ended or the
  child turned 18 by the due day nothing was owed; where that came later without the plan, it was missed. It cannot be
  told where the day of coming into care is not known; once such a period of care has ended it is left out.
---*/
select
    subject_id,
    care_id as occasion_id,
    arose_on,
    case when arose_known then working_days_after(arose_on, 20) end as due_on,
    quality_assured_on as met_on,
    until_on as stopped_on,
    ended_by as stopped_why,
    case when not arose_known then 'the day the care started' end as missing
from first_pep
where arose_known or until_on is null
