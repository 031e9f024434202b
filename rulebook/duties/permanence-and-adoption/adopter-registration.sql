/*---
id: adopter-registration
kind: duty
title: Answer to a registration of interest in adopting
area: permanence and adoption
subject: carer household
force: statutory guidance
number: statutory guidance
source: >-
  Adoption and Children Act 2002: statutory guidance on adoption, DfE, July 2013, chapter 3; paragraph not checked
in_force: 2013-07-01..
reads: [adopter_household]
owner: adoption manager
warn: 2 working days
counts: working days
why: Until the agency answers, the whole assessment waits, and so does a child.
about: >-
  Each registration of interest received must be answered within five working days, the day itself not counted. Met on
  the day of the decision or, where that is not recorded, the day the registration was accepted. Where they withdrew
  by the due day nothing was owed; where they withdrew later the clock stops as missed.
---*/
with timed as (
    select
        subject_id,
        registered_on,
        working_days_after(registered_on, 5) as due_on,
        coalesce(
            case when registration_decided_on <= $as_at then registration_decided_on end,
            case when accepted_on <= $as_at then accepted_on end
        ) as decided_on,
        case when withdrawn_on <= $as_at then withdrawn_on end as withdrawn_on
    from adopter_household
    where registered_on <= $as_at
)

select
    subject_id,
    subject_id || '/' || registered_on as occasion_id,
    registered_on as arose_on,
    due_on,
    decided_on as met_on,
    case
        when decided_on is not null or withdrawn_on is null then null
        when withdrawn_on <= due_on then 'Not owed: they withdrew first'
        else 'Missed: they withdrew without an answer'
    end as excused
from timed
