/*---
id: lac-review-record
kind: duty
title: Full record of a looked-after review sent out within 20 working days
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
warn: 5 working days
harm: low
harm_why: Carers and others may work from memory, and the child's own record has a hole.
gap_after: 3 months
counts: working days
met_by: [review_meeting.record_sent_on]
rests_on: [episode]
per: subject
why: The record is how a child will one day know what was decided about them, and why.
about: >-
  From the day a review was held its full record is owed to those who took part within 20 working days; the Handbook
  wants it written within 15, and a later writing is shown. The paragraph was not at hand when this was written.
  Reviews told of by the looked-after return count too, where the papers of reviews of that time are recorded. Where
  the next review was held or care ended by the due day nothing more was owed; later, it was missed.
---*/
select
    subject_id,
    review_id as occasion_id,
    opened_on as arose_on,
    due_on,
    met_on,
    stopped_on,
    stopped_why,
    missing,
    case when written_on > working_days_after(opened_on, 15) then 'Written after 15 working days' end as detail
from review_paper
where paper = 'record'
