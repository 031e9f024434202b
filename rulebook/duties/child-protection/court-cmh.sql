/*---
id: court-cmh
kind: duty
title: Case management hearing by day 18
area: child protection
subject: child
force: law
number: law
source: >-
  Family Procedure Rules 2010, rule 12.25, and practice direction 12A (Public Law Outline 2014), stage 2: between day 12
  and day 18, as a published guide quotes it; that the days are business days, and the day of issue day 1, is from
  memory
in_force: 2014-04-22..
reads: [court_case_as_at]
owner: legal services
warn: 8 working days
harm: medium
harm_why: The child may wait longer for the court to decide where they will live.
gap_after: 3 months
counts: working days
met_by: [court_case.hearing_on]
rests_on: [court_case]
per: subject
why: Until this hearing nobody has set the timetable by which a child will know where home is.
about: >-
  Each application for a care or supervision order is owed its case management hearing not later than day 18. The
  practice direction counts business days and calls the day of issue day 1, so day 18 is the 17th working day after it.
  A hearing before day 12 meets it all the same, and detail says so. The court lists the hearing, so a late one is late
  through nobody's leave here. Where a final order was made by then nothing was owed; where it was made later with no
  such hearing recorded, it was missed. Where the kind of proceedings is not recorded, it cannot be told; nor from a
  list of cases that has no day of the hearing.
---*/
select
    c.subject_id,
    c.record_id as occasion_id,
    c.issued_on as arose_on,
    case when c.kind_known then working_days_after(c.issued_on, 17) end as due_on,
    c.hearing_on as met_on,
    c.final_order_on as stopped_on,
    case when c.final_order_on is not null then 'the proceedings ended' end as stopped_why,
    case when not c.kind_known then 'the kind of proceedings' end as missing,
    case when c.kind_known and c.hearing_on < working_days_after(c.issued_on, 11) then 'Held before day 12' end as detail
from court_case_as_at c
