/*---
id: conference_as_at
kind: view
title: Conference as at the day
area: child protection
subject: child
reads: [conference, case_end]
per: subject
about: >-
  One row for each child protection conference known by the day, planned or held; what was recorded of it after the day
  is blank. day_on is the day it was held or, until then, the day it is planned for. put_off says that it was not held
  and that another of the same kind was planned for a later day once its own had passed. stopped_why says why nothing
  more can be prepared for it, and stopped_on since when: it was held, or the case ended before it was. One put off has
  the reason alone.
---*/
with known as (
    select
        subject_id,
        record_id,
        planned_on,
        kind,
        case when date_set_on <= $as_at then date_set_on end as date_set_on,
        case when held_on <= $as_at then held_on end as held_on,
        case when report_shared_on <= $as_at then report_shared_on end as report_shared_on,
        coalesce(unsafe_to_share, false) as unsafe_to_share,
        case when transfer_accepted_on <= $as_at then transfer_accepted_on end as transfer_accepted_on,
        case when decision_sent_on <= $as_at then decision_sent_on end as decision_sent_on,
        case when minutes_sent_on <= $as_at then minutes_sent_on end as minutes_sent_on,
        quorate,
        inquorate_reason,
        case when absences_escalated_on <= $as_at then absences_escalated_on end as absences_escalated_on,
        police_attended
    from conference
    where
        coalesce(
            least(date_set_on, held_on, report_shared_on, absences_escalated_on, transfer_accepted_on), $as_at::date
        ) <= $as_at
),

followed as (
    select
        *,
        coalesce(date_set_on, planned_on) as set_on,
        held_on is null and planned_on < $as_at
        and lead(planned_on) over (partition by subject_id, kind order by planned_on) is not null as put_off
    from known
)

select
    f.subject_id,
    f.record_id,
    f.kind,
    f.planned_on,
    f.date_set_on,
    f.held_on,
    coalesce(f.held_on, f.planned_on) as day_on,
    f.put_off,
    case when not f.put_off then coalesce(f.held_on, e.ended_on) end as stopped_on,
    case
        when f.held_on is not null then 'the conference was held'
        when f.put_off then 'the conference was put off'
        else e.reason
    end as stopped_why,
    f.report_shared_on,
    f.unsafe_to_share,
    f.transfer_accepted_on,
    f.decision_sent_on,
    f.minutes_sent_on,
    case when f.held_on is not null then f.quorate end as quorate,
    case when f.held_on is not null then f.inquorate_reason end as inquorate_reason,
    f.absences_escalated_on,
    case when f.held_on is not null then f.police_attended end as police_attended
from followed f
left join case_end e on e.subject_id = f.subject_id and f.set_on between e.from_on and e.ended_on
