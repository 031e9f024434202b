/*---
id: sgo-assessment
kind: duty
title: Special guardianship report filed with the court
area: permanence and adoption
subject: carer household
force: local
number: local
source: >-
  Local number; the duty itself is law: Children Act 1989, section 14A(7) to (8), and Special Guardianship Regulations
  2005, reg 21, which give no number of weeks
in_force: 2005-12-30..
reads: [special_guardianship]
owner: special guardianship team
warn: 4 weeks
harm: medium
harm_why: The child may have to wait for the court to say whether they can stay with family.
gap_after: 6 months
counts: days
met_by: [special_guardianship]
rests_on: [special_guardianship]
per: subject
settings:
  sgo_report_weeks: {value: "12", basis: "Local default, within the three months of the notice; the court sets the day"}
why: A grandparent or aunt who wants to give a child a home should not wait for the council's report.
about: >-
  Notice of an application (or the court's direction, recorded as notice) starts the clock. Where the court has set a
  day for the report, that day counts; otherwise the authority's own number of weeks, which is no law. Met on the day
  the report was filed. An application given up has no field; its clock stays until the report or the notice is put
  right.
---*/
select
    subject_id,
    record_id as occasion_id,
    notice_on as arose_on,
    coalesce(court_date_on, notice_on + 7 * try_cast(setting('sgo_report_weeks') as integer)) as due_on,
    case when report_filed_on <= $as_at then report_filed_on end as met_on,
    null::date as stopped_on,
    null as stopped_why,
    case when court_date_on is not null then 'The court set the day' end as detail
from special_guardianship
where notice_on <= $as_at
