/*---
id: icpc-sw-report-family
kind: duty
title: Social work report shared with the family before the initial conference
area: child protection
subject: child
force: pan-London
number: local
source: >-
  London Safeguarding Children Procedures, chapter CP4 (child protection conferences), paragraph not checked; published
  manuals differ between 2 and 3 working days, so the number is local
in_force: 2013-04-15..
reads: [conference_as_at]
owner: allocated_worker
warn: 2 working days
counts: working days
settings:
  icpc_family_report_working_days:
    value: 2
    basis: Heed's default until the authority sets its own; published manuals say 2 or 3
why: Parents who first read what is said of them in the conference cannot answer it, and the plan is poorer.
about: >-
  The social worker's report to each initial conference is to be shared with the parents, and with an older child, the
  authority's own number of working days before it, not counting the day of the conference; never due before the day
  the conference was set. A conference that moves takes its clock with it. Excused where the chair agreed that sharing
  was not safe, or the conference was put off. Once the conference has been held unshared, the clock stops as missed.
---*/
with planned as (
    select
        *,
        greatest(
            working_days_before(day_on, try_cast(setting('icpc_family_report_working_days') as integer)),
            date_set_on
        ) as due_on
    from conference_as_at
    where kind = 'initial'
)

select
    subject_id,
    record_id as occasion_id,
    date_set_on as arose_on,
    due_on,
    report_shared_on as met_on,
    case
        when report_shared_on is not null then null
        when unsafe_to_share then 'Sharing was not safe'
        when put_off then 'Not owed: the conference was put off'
        when held_on is not null then 'Missed: the conference was held without the report shared'
    end as excused
from planned
