/*---
id: adopter-enquiry
kind: duty
title: People who ask about adopting sent information
area: permanence and adoption
subject: carer household
force: national standard
number: national standard
source: "Adoption: national minimum standards, DfE, 2011 (revised 2014), standard 10; paragraph not checked"
in_force: 2011-04-01..
reads: [adopter_household]
owner: adoption recruitment
warn: 2 working days
counts: working days
why: Somebody who plucks up the courage to ask, and hears nothing, will not ask twice.
about: >-
  Each household that asks about adopting is owed written information within five working days, the day itself not
  counted. Met on the day it was sent. Where they registered their interest or withdrew by the due day nothing was
  owed; where that came later without the information the clock stops as missed. The later steps before registration
  have no clock here.
---*/
with timed as (
    select
        subject_id,
        enquired_on,
        working_days_after(enquired_on, 5) as due_on,
        case when information_sent_on <= $as_at then information_sent_on end as sent_on,
        case when registered_on <= $as_at then registered_on end as registered_on,
        case when withdrawn_on <= $as_at then withdrawn_on end as withdrawn_on
    from adopter_household
    where enquired_on <= $as_at
),

closed as (
    select
        *,
        least(registered_on, withdrawn_on) as closed_on,
        case when registered_on <= coalesce(withdrawn_on, registered_on) then 'they registered' else 'they withdrew' end
            as closed_how
    from timed
)

select
    subject_id,
    subject_id || '/' || enquired_on as occasion_id,
    enquired_on as arose_on,
    due_on,
    sent_on as met_on,
    case
        when sent_on is not null or closed_on is null then null
        when closed_on <= due_on then 'Not owed: ' || closed_how || ' first'
        else 'Missed: ' || closed_how || ' without information'
    end as excused
from closed
