/*---
id: lac-review-decisions
kind: duty
title: Decisions of a looked-after review sent out within 5 working days
area: looked after
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  IRO Handbook (statutory guidance for independent reviewing officers and local authorities), DCSF, March 2010,
  chapter 3; paragraph not checked and the number not read there
in_force: 2011-04-01..
reads: [review_paper]
owner: reviewing officer
warn: 2 working days
harm: medium
harm_why: What was decided for the child may not be begun.
gap_after: 3 months
counts: working days
met_by: [review_meeting.decisions_sent_on]
rests_on: [episode]
per: subject
why: Nobody can carry out a decision they have not been told.
about: >-
  From the day a review was held, what it decided is owed in writing to the manager responsible within five working
  days. The Handbook says this of the reviewing officer's written decisions or recommendations; it was not at hand
  when this was written. Reviews told of by the looked-after return count too, where the papers of reviews of that
  time are recorded. Where the next review was held or care ended by the due day nothing more was owed; later, it
  was missed.
---*/
select
    subject_id,
    review_id as occasion_id,
    opened_on as arose_on,
    due_on,
    met_on,
    stopped_on,
    stopped_why,
    missing
from review_paper
where paper = 'decisions'
