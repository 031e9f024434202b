/*---
id: icpc-sw-report-family
kind: duty
title: Social work report shared with the family before the initial conference
area: child protection
subject: child
force: pan-London
number: local
source: >-
  London Safeguarding Children Procedures, chapter CP4 (child protection conferences), paragraph not checked; Working
  Together to Safeguard Children, 2023, chapter 3, page 94, asks for it and sets no number, and published manuals differ
  between 2 and 3 working days, so the number is local
in_force: 2013-04-15..
reads: [conference_as_at]
owner: allocated_worker
warn: 2 working days
harm: medium
harm_why: Mistakes about the child's home may go into the decision before the parents can put them right.
gap_after: 1 month
counts: working days
met_by: [conference.report_shared_on]
rests_on: [conference]
per: subject
settings:
  icpc_family_report_working_days:
    value: 2
    basis: Heed's default until the authority sets its own; published manuals say 2 or 3
why: Parents who first read what is said of them in the conference cannot answer it, and the plan is poorer.
about: >-
  The social worker's report to each initial conference is to be shared with the parents, and with an older child, the
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
        working_days_before(c.day_on, try_cast(setting('icpc_family_report_working_days') as integer)), c.date_set_on
    ) as due_on,
    c.report_shared_on as met_on,
    c.stopped_on,
    c.stopped_why,
    case when c.unsafe_to_share then 'Sharing was not safe' end as excused
from conference_as_at c
where c.kind = 'initial'
