/*---
id: police-conference-attendance
kind: measure
title: Initial conferences that the police came to
area: child protection
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
force: pan-London
number: local
source: >-
  London Safeguarding Children Procedures, chapter CP4, for who is to come, paragraph not checked (Working Together to
  Safeguard Children, 2023, names no agency that must); what share is enough is local
reads: [conference_as_at]
rests_on: [conference]
per: subject
claims:
  - unit: "%"
    said_by: Lambeth Council, on Ofsted's focused visit of June 2023, 1 August 2023
    about: the attendance of the police at child protection meetings was named as a thing to get better; no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
duties: [conference-quorum]
row: one child’s initial conference, on the day it was held
counted: had the police there
not_counted: did not have the police there
why: The police know who has been called out to the home, and nobody else at the table does.
about: >-
  Initial child protection conferences held in the period, one for each child; counted if the police are recorded as having
  attended. A written report is not attendance. Left out where it is not recorded.
---*/
select
    subject_id,
    record_id as occasion_id,
    held_on as on_date,
    police_attended as counted,
    case when police_attended is null then 'whether the police came is not recorded' end as left_out
from conference_as_at
where kind = 'initial' and held_on is not null
