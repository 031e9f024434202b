/*---
id: cl-pathway-review
kind: duty
title: Pathway plan reviewed at least every 6 months
area: care leavers
subject: child
force: law
number: law
source: Care Leavers (England) Regulations 2010, reg 7(2); Children Act 1989, section 23C(3)(b) and, from 21, section 23CZB
in_force: 2011-04-01..
reads: [pathway_cycle]
owner: allocated_worker
warn: 6 weeks
harm: medium
harm_why: Help may stay as it was when the young person's work, home or health no longer is.
gap_after: 6 months
counts: days
met_by: [pathway_review]
rests_on: [pathway_plan]
recurs: true
per: subject
why: At this age a life changes within months, and a plan that nobody has looked at helps nobody.
about: >-
  From the pathway plan, and from each review of it, the next review is owed within six months: one clock for each,
  named after the day that began it. Six months from 31 August is the last day of February. It goes on to 21, and past
  21 for one who took up an offer of support. Where the duty ended by the due day nothing more was owed; where it
  ended later, the review was missed.
---*/
select
    subject_id,
    subject_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    (opened_on + interval 6 month)::date as due_on,
    next_on as met_on,
    stopped_on,
    stopped_why
from pathway_cycle
