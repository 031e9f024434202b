/*---
id: lac-decision-response
kind: duty
title: Manager answers the decisions of a looked-after review within 5 working days
area: looked after
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  IRO Handbook (statutory guidance for independent reviewing officers and local authorities), DCSF, March 2010,
  chapter 3; paragraph not checked and the number not read there
in_force: 2011-04-01..
reads: [review_paper]
owner: team manager
warn: 2 working days
harm: medium
harm_why: What was decided for the child may be neither done nor refused, and nothing changes.
gap_after: 3 months
counts: working days
met_by: [review_meeting.manager_answered_on]
rests_on: [review_meeting, episode]
per: subject
why: A decision that no manager has taken up is only a wish.
about: >-
  From the day the decisions of a review were sent out, the manager's answer, accepting or challenging them, is owed
  within five working days. The Handbook is cited from memory and its paragraph not checked: look before relying on
  the number. Reviews whose decisions were not sent out have no clock here; the duty lac-review-decisions shows
  them. Where the next review was held or care ended by the due day nothing more was owed; later, it was missed.
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
where paper = 'answer'
