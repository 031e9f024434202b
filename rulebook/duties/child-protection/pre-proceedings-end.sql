/*---
id: pre-proceedings-end
kind: duty
title: Pre-proceedings concluded within 16 weeks of the letter
area: child protection
subject: child
force: national standard
number: national standard
source: >-
  Public Law Working Group, best practice guidance on work with families before court, March 2021 (an appendix to its
  report; paragraph not checked, the 16 weeks from memory); Court orders and pre-proceedings: statutory guidance, DfE,
  April 2014, chapter 2, sets no number
in_force: 2021-03-01..
reads: [pre_proceedings_as_at, pre_proceedings_extension, case_end]
owner: head of service
warn: 4 weeks
harm: medium
harm_why: The child may live on in a home that is not good enough, with no decision on what comes next.
gap_after: 6 months
counts: days
met_by: [pre_proceedings]
rests_on: [pre_proceedings, cin_episode]
per: subject
drift: {order: 2, kind: pre-proceedings, title: Pre-proceedings, stage: past 16 weeks}
why: A family cannot live for a year under the threat of court while nobody decides.
about: >-
  From the day the letter before proceedings was sent, pre-proceedings are to have ended within 16 weeks, by a decision
  to step up or down or by an application to court. The first extension that a head of service recorded moves the end to
  the day it names; a later one does not. The 16 weeks come from guidance that the President of the Family Division
  endorsed, which is not statutory guidance. With no letter there is no clock here; letter-before-proceedings has it.
  The end of the case stops the clock.
---*/
with extension as (
    select
        subject_id,
        started_on,
        arg_min(extended_to_on, extended_on) as extended_to_on
    from pre_proceedings_extension
    where extended_on <= $as_at
    group by subject_id, started_on
)

select
    p.subject_id,
    p.occasion_id,
    p.letter_sent_on as arose_on,
    greatest(p.letter_sent_on + 112, x.extended_to_on) as due_on,
    case when p.ended_on >= p.letter_sent_on then p.ended_on end as met_on,
    e.ended_on as stopped_on,
    e.reason as stopped_why,
    case when x.extended_to_on is not null then 'Extended by the head of service' end as detail
from pre_proceedings_as_at p
left join extension x on x.subject_id = p.subject_id and x.started_on = p.started_on
left join case_end e on e.subject_id = p.subject_id and p.letter_sent_on between e.from_on and e.ended_on
where p.letter_sent_on is not null
