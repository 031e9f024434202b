/*---
id: review_held
kind: view
title: Looked-after reviews that were held, each once, with their papers
area: looked after
subject: child
reads: [review, review_meeting, care_spell]
per: subject
about: >-
  One row for each day on which a looked-after child's review was held, whether the looked-after return or the
  papers of the meeting tell of it; a review that both tell of on one day counts once. What happened after the day is
  blank. closed_on is the day the next review was held or care ended, whichever came first: what was still owed from
  this review is then overtaken. closed_by says in words which of the two it was. dates_right is false where a date of
  one of the child's episodes cannot be right. Short breaks are left out.
---*/
with papers as (
    select
        subject_id,
        held_on,
        min(case when decisions_sent_on <= $as_at then decisions_sent_on end) as decisions_sent_on,
        min(case when manager_answered_on <= $as_at then manager_answered_on end) as manager_answered_on,
        min(case when record_written_on <= $as_at then record_written_on end) as record_written_on,
        min(case when record_sent_on <= $as_at then record_sent_on end) as record_sent_on,
        bool_or(visitor_considered) as visitor_considered
    from review_meeting
    where held_on <= $as_at
    group by subject_id, held_on
),

held as (
    select
        subject_id,
        reviewed_on as held_on
    from review
    where reviewed_on <= $as_at
    union
    select
        subject_id,
        held_on
    from papers
),

in_care as (
    select
        h.subject_id,
        h.held_on,
        c.care_id,
        c.ended_on as care_ended_on,
        c.ended_by as care_ended_by,
        c.dates_right,
        lead(h.held_on) over (partition by c.care_id order by h.held_on) as next_held_on
    from held h
    asof join care_spell c on c.subject_id = h.subject_id and c.started_on <= h.held_on
    where not c.short_breaks and (c.ended_on is null or h.held_on <= c.ended_on)
)

select
    i.subject_id,
    i.subject_id || '/' || i.held_on as review_id,
    i.care_id,
    i.held_on,
    i.next_held_on,
    i.care_ended_on,
    least(i.next_held_on, i.care_ended_on) as closed_on,
    case when i.next_held_on is not null then 'the next review was held' else i.care_ended_by end as closed_by,
    i.dates_right,
    p.subject_id is not null as has_papers,
    p.decisions_sent_on,
    p.manager_answered_on,
    p.record_written_on,
    p.record_sent_on,
    p.visitor_considered
from in_care i
left join papers p on p.subject_id = i.subject_id and p.held_on = i.held_on
