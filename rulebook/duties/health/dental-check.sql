/*---
id: dental-check
kind: duty
title: Dental check in the last 12 months
area: health
subject: child
force: national standard
number: national standard
source: >-
  NICE guideline CG19, October 2004, recommendation on intervals (no longer than 12 months under 18), with the Care
  Planning, Placement and Case Review (England) Regulations 2010, Schedule 1, paragraph 1(4)(a) (routine checks,
  dental health among them; the regulations have no number)
in_force: 2011-04-01..
reads: [health_cycle]
owner: allocated_worker
warn: 2 months
harm: medium
harm_why: Decay may go unseen, and the child be in pain or lose teeth.
gap_after: 12 months
counts: days
met_by: [dental_check]
rests_on: [episode]
recurs: true
per: subject
why: Toothache keeps a child from sleeping, eating and learning, and most of it can be prevented.
about: >-
  From the day a child came into care, and from each dental check while looked after, the next is owed within twelve
  months, which is also what the looked-after return asks about; a dentist may ask for one sooner. One clock for each
  stretch between checks; a year from 29 February is 28 February. Nothing is owed where it is recorded that there are
  no teeth yet, or where the child declined by the due day, and the next clock starts that day; one declined, or care
  ended, later than that was missed. The SSDA903 says only whether there was one in the year, and not when: a return
  alone shows nothing here.
---*/
select
    subject_id,
    occasion_id,
    opened_on as arose_on,
    (opened_on + interval 12 month)::date as due_on,
    met_on,
    stopped_on,
    stopped_why
from health_cycle
where kind = 'dental check'
