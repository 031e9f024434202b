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
  chapter 3; paragraph not checked
in_force: 2011-04-01..
reads: [review_paper]
owner: reviewing officer
warn: 2 working days
counts: working days
why: Nobody can carry out a decision they have not been told.
about: >-
  From the day a review was held, what it decided is owed in writing to the manager responsible within five working
  days. The Handbook says this of the reviewing officer's written decisions or recommendations; it was not at hand
  when this was written. Reviews told of by the looked-after return count even where no papers are kept. Where the
  next review was held or care ended before that, the clock stops: as missed where it was after the due day.
---*/
select
    subject_id,
    review_id as occasion_id,
    opened_on as arose_on,
    due_on,
    met_on,
    excused
from review_paper
where paper = 'decisions'
