/*---
id: pre-proceedings-meeting
kind: duty
title: First pre-proceedings meeting with the parents
area: child protection
subject: child
force: local
number: local
source: >-
  Local tracker; Court orders and pre-proceedings: statutory guidance, DfE, April 2014, chapter 2, describes the meeting
  and sets no number
in_force: 2014-04-22..
reads: [pre_proceedings_as_at, case_end]
owner: team manager
warn: 3 working days
harm: medium
harm_why: The parents may not learn what has to change, and the child lives on with things as they are.
gap_after: 2 months
counts: working days
met_by: [pre_proceedings.first_meeting_on]
rests_on: [pre_proceedings, cin_episode]
per: subject
settings:
  pre_proceedings_meeting_working_days:
    value: 10
    basis: Heed's default until the authority sets its own
why: Between the letter and the meeting parents know only that they may lose their child.
about: >-
  From the day the letter before proceedings was sent, the first meeting with the parents is to have been held within
  the authority's own number of working days. A meeting put off once so that the parents can have a lawyer is not among
  the records and excuses nothing. Where pre-proceedings or the case ended by the due day nothing was owed; where that
  came later without the meeting, it was missed. It cannot be told where no source has the day of the first meeting.
---*/
select
    p.subject_id,
    p.occasion_id,
    p.letter_sent_on as arose_on,
    working_days_after(p.letter_sent_on, try_cast(setting('pre_proceedings_meeting_working_days') as integer)) as due_on,
    p.first_meeting_on as met_on,
    least(p.ended_on, e.ended_on) as stopped_on,
    case when p.ended_on <= coalesce(e.ended_on, p.ended_on) then 'pre-proceedings ended' else e.reason end
        as stopped_why
from pre_proceedings_as_at p
left join case_end e on e.subject_id = p.subject_id and p.letter_sent_on between e.from_on and e.ended_on
where p.letter_sent_on is not null
