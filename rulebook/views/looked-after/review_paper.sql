/*---
id: review_paper
kind: view
title: Decisions, manager's answer and full record owed from a looked-after review
area: looked after
subject: child
reads: [review_held]
about: >-
  One row for each paper owed from each looked-after review that was held: its decisions, sent out within 5 working
  days of the review; its record, sent out within 20; and the manager's answer, within 5 working days of the day the
  decisions were sent out, so there is none to wait for until they are (IRO Handbook 2010, chapter 3). opened_on is the
  day each is counted from and met_on the day it was done. due_on is blank where it cannot be told: no paper of the kind
  is recorded anywhere, or it fell due before the first collection year (from 1 April) with any. Such a row is left out
  once the paper is done or overtaken. excused says what overtook it, the next review or the end of care: not owed
  where that was by the due day, missed where it was later.
---*/
with owed as (
    select
        subject_id,
        review_id,
        'decisions' as paper,
        'they were sent out' as what,
        held_on as opened_on,
        working_days_after(held_on, 5) as due_on,
        decisions_sent_on as met_on,
        closed_on,
        care_ended,
        null::date as written_on
    from review_held
    union all
    select
        subject_id,
        review_id,
        'answer' as paper,
        'the answer' as what,
        decisions_sent_on as opened_on,
        working_days_after(decisions_sent_on, 5) as due_on,
        manager_answered_on as met_on,
        closed_on,
        care_ended,
        null::date as written_on
    from review_held
    union all
    select
        subject_id,
        review_id,
        'record' as paper,
        'it was sent out' as what,
        held_on as opened_on,
        working_days_after(held_on, 20) as due_on,
        record_sent_on as met_on,
        closed_on,
        care_ended,
        record_written_on as written_on
    from review_held
),

recorded as (
    select
        paper,
        (date_trunc('year', min(met_on) - interval 3 month) + interval 3 month)::date as since_on
    from owed
    group by paper
),

judged as (
    select
        o.*,
        coalesce(o.due_on < r.since_on, true) as before_records
    from owed o
    inner join recorded r on r.paper = o.paper
    where o.opened_on is not null
)

select
    subject_id,
    review_id,
    paper,
    opened_on,
    case when not before_records then due_on end as due_on,
    met_on,
    case
        when met_on is not null or closed_on is null or before_records then null
        when closed_on <= due_on and care_ended then 'Not owed: care ended first'
        when closed_on <= due_on then 'Not owed: the next review was held first'
        when care_ended then 'Missed: care ended before ' || what
        else 'Missed: the next review was held before ' || what
    end as excused,
    written_on
from judged
where not before_records or closed_on is null and met_on is null
