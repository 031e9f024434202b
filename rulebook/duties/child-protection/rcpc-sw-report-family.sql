/*---
id: rcpc-sw-report-family
kind: duty
title: Social work report shared with the family before a review conference
area: child protection
subject: child
force: pan-London
number: local
source: >-
  London Safeguarding Children Procedures, chapter CP4 (child protection conferences), paragraph not checked; Working
  Together to Safeguard Children, 2023, chapter 3, page 98, asks for it and sets no number, and the 5 working days were
  found only in two manuals outside London, so the number is local
in_force: 2013-04-15..
reads: [conference_as_at]
owner: allocated_worker
warn: 3 working days
harm: medium
harm_why: The conference may judge the child's safety on facts that the family could have corrected.
gap_after: 1 month
counts: working days
met_by: [conference.report_shared_on]
rests_on: [conference]
per: subject
settings:
  rcpc_family_report_working_days:
    value: 5
    basis: Heed's default until the authority sets its own; two manuals outside London say 5
why: A review is of what the family has done; they must have read what will be said of it before they are asked.
about: >-
  The social worker's report to each review conference is to be shared with the parents, and with an older child, the
  authority's own number of working days before it, not counting the day of the conference; never due before the day the
  conference was set. A conference that moves takes its clock with it. Excused where the chair agreed that sharing was
  not safe; not owed where the conference was put off, or the case ended by then. Once the conference has been held
  unshared, it was missed. It cannot be told from a list of conferences that has no day on which reports were shared.
---*/
select
    c.subject_id,
    c.record_id as occasion_id,
    c.date_set_on as arose_on,
    greatest(
        working_days_before(c.day_on, try_cast(setting('rcpc_family_report_working_days') as integer)), c.date_set_on
    ) as due_on,
    c.report_shared_on as met_on,
    c.stopped_on,
    c.stopped_why,
    case when c.unsafe_to_share then 'Sharing was not safe' end as excused
from conference_as_at c
where c.kind = 'review'
