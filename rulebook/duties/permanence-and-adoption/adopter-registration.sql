/*---
id: adopter-registration
kind: duty
title: Answer to a registration of interest in adopting
area: permanence and adoption
subject: carer household
force: statutory guidance
number: statutory guidance
source: >-
  Adoption and Children Act 2002: statutory guidance on adoption, DfE, July 2013, chapter 3; the five working days are
  those that agencies give on their own pages; paragraph not checked
in_force: 2013-07-01..
reads: [adopter_household]
owner: adoption manager
warn: 2 working days
harm: low
harm_why: People who could be adopters may turn away, and there are fewer homes to choose from.
gap_after: 2 months
counts: working days
met_by: [adopter_household.registration_decided_on]
rests_on: [adopter_household]
per: subject
why: Until the agency answers, the whole assessment waits, and so does a child.
about: >-
  Each registration of interest received must be answered within five working days, the day itself not counted. Met on
  the day of the decision or, where that is not recorded, the day the registration was accepted. Where they withdrew
  by the due day nothing was owed; where they withdrew later without an answer it was missed.
---*/
select
    subject_id,
    subject_id || '/' || registered_on as occasion_id,
    registered_on as arose_on,
    working_days_after(registered_on, 5) as due_on,
    coalesce(
        case when registration_decided_on <= $as_at then registration_decided_on end,
        case when accepted_on <= $as_at then accepted_on end
    ) as met_on,
    case when withdrawn_on <= $as_at then withdrawn_on end as stopped_on,
    case when withdrawn_on <= $as_at then 'they withdrew' end as stopped_why
from adopter_household
where registered_on <= $as_at
