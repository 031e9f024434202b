/*---
id: review_paper
kind: view
title: Decisions, manager's answer and full record owed from a looked-after review
area: looked after
subject: child
reads: [review_held]
per: subject
about: >-
  One row for each paper owed from each looked-after review that was held: its decisions, sent out within 5 working
  days of the review; its record, sent out within 20; and the manager's answer, within 5 working days of the day the
  decisions were sent out, so there is none to wait for until they are (IRO Handbook 2010, chapter 3; paragraph not
  checked). opened_on is the day each is counted from and met_on the day it was done. stopped_on and stopped_why say
  what overtook it, the next review or the end of care. due_on is blank where a date of one of the child's episodes
  cannot be right; such a row is left out once the paper is done or overtaken.
---*/
with owed as (
    select
        subject_id,
        review_id,
        'decisions' as paper,
        held_on as opened_on,
        5 as days,
        decisions_sent_on as met_on
    from review_held
    union all
    select
        subject_id,
        review_id,
        'answer' as paper,
        decisions_sent_on as opened_on,
        5 as days,
        manager_answered_on as met_on
    from review_held
    where decisions_sent_on is not null
    union all
    select
        subject_id,
        review_id,
        'record' as paper,
        held_on as opened_on,
        20 as days,
        record_sent_on as met_on
    from review_held
)

select
    o.subject_id,
    o.review_id,
    o.paper,
    o.opened_on,
    case when h.dates_right then working_days_after(o.opened_on, o.days) end as due_on,
    o.met_on,
    h.closed_on as stopped_on,
    h.closed_by as stopped_why,
    case when not h.dates_right then 'a date of an episode that cannot be right' end as missing,
    h.record_written_on as written_on
from owed o
inner join review_held h on h.review_id = o.review_id
where h.dates_right or o.met_on is null and h.closed_on is null
