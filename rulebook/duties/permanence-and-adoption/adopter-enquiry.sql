/*---
id: adopter-enquiry
kind: duty
title: People who ask about adopting sent information
area: permanence and adoption
subject: carer household
force: national standard
number: national standard
source: >-
  Adoption: national minimum standards, DfE, 2011 (revised 2014), standard 10 (recruiting and assessing prospective
  adopters); the five working days were not found in what could be read; paragraph not checked
in_force: 2011-04-01..
reads: [adopter_household]
owner: adoption recruitment
warn: 2 working days
harm: low
harm_why: A family that a child needs may go elsewhere or give up.
gap_after: 1 month
counts: working days
met_by: [adopter_household.information_sent_on]
rests_on: [adopter_household]
per: subject
why: Somebody who plucks up the courage to ask, and hears nothing, will not ask twice.
about: >-
  Each household that asks about adopting is owed written information within five working days, the day itself not
  counted. Met on the day it was sent. Where they registered their interest or withdrew by the due day nothing was
  owed; where that came later without the information it was missed. Annex A has the day of the enquiry and not of the
  information: from it, it cannot be told. The later steps before registration have no clock here.
---*/
with asked as (
    select
        subject_id,
        enquired_on,
        case when information_sent_on <= $as_at then information_sent_on end as sent_on,
        case when registered_on <= $as_at then registered_on end as registered_on,
        case when withdrawn_on <= $as_at then withdrawn_on end as withdrawn_on
    from adopter_household
    where enquired_on <= $as_at
)

select
    a.subject_id,
    a.subject_id || '/' || a.enquired_on as occasion_id,
    a.enquired_on as arose_on,
    working_days_after(a.enquired_on, 5) as due_on,
    a.sent_on as met_on,
    least(a.registered_on, a.withdrawn_on) as stopped_on,
    case least(a.registered_on, a.withdrawn_on)
        when a.registered_on then 'they registered'
        when a.withdrawn_on then 'they withdrew'
    end as stopped_why
from asked a
