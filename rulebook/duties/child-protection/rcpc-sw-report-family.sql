/*---
id: rcpc-sw-report-family
kind: duty
title: Social work report shared with the family before a review conference
area: child protection
subject: child
force: pan-London
number: pan-London
source: >-
  London Safeguarding Children Procedures, chapter CP4 (child protection conferences), from memory, paragraph not
  checked; two published manuals outside London have the same number
in_force: 2013-04-15..
reads: [conference_as_at]
owner: allocated_worker
warn: 3 working days
counts: working days
settings:
  rcpc_family_report_working_days:
    value: 5
    basis: The London number; an authority may set more
why: A review is of what the family has done; they must have read what will be said of it before they are asked.
about: >-
  The social worker's report to each review conference is to be shared with the parents, and with an older child, the
  authority's own number of working days before it, not counting the day of the conference; never due before the day
  the conference was set. A conference that moves takes its clock with it. Excused where the chair agreed that sharing
  was not safe, or the conference was put off. Once the conference has been held unshared, the clock stops as missed.
---*/
with planned as (
    select
        *,
        greatest(
            working_days_before(day_on, try_cast(setting('rcpc_family_report_working_days') as integer)),
            date_set_on
        ) as due_on
    from conference_as_at
    where kind = 'review'
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
