/*---
id: pep-initiated
kind: duty
title: Personal education plan begun within 10 working days
area: education
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Promoting the education of looked-after children, DfE, February 2018, page 16 (initiating the plan), with
  the Children Act 1989 guidance and regulations volume 2 (2010, revised 2015), chapter 2, and the Care Planning,
  Placement and Case Review (England) Regulations 2010, reg 5
in_force: 2011-04-01..
reads: [first_pep]
owner: allocated_worker
warn: 3 working days
harm: medium
harm_why: The child may sit at home, or in the wrong class, in the first weeks in care.
gap_after: 2 months
counts: working days
met_by: [personal_education_plan]
rests_on: [episode]
per: subject
why: A child who moves home often loses school too, and somebody must begin at once to keep it going.
about: >-
  Each time a child aged 3 or older comes into care, or turns 3 there, a personal education plan is begun within 10
  working days, counted from the day after. Only a plan begun in that period of care counts. Short breaks (V3, V4) are
  left out. Where care ended or the child turned 18 by the due day nothing was owed; where that came later without the
  plan, it was missed. It cannot be told where the day of coming into care is not known; once such a period of care has
  ended it is left out.
---*/
select
    subject_id,
    care_id as occasion_id,
    arose_on,
    case when arose_known then working_days_after(arose_on, 10) end as due_on,
    started_on as met_on,
    until_on as stopped_on,
    ended_by as stopped_why,
    case when not arose_known then 'the day the care started' end as missing
from first_pep
where arose_known or until_on is null
