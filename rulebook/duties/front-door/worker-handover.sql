/*---
id: worker-handover
kind: duty
title: Handover when a child's social worker changes
area: front door
subject: child
force: local
number: local
source: Local recording policy; no law or guidance sets these times
in_force: 2014-01-01..
reads: [worker_handover, case_end]
owner: team manager
warn: 5 working days
counts: working days
settings:
  handover_sudden_working_days:
    value: 3
    basis: Heed's default until the authority sets its own; for a worker who left without notice
  handover_visit_working_days:
    value: 5
    basis: Heed's default until the authority sets its own
why: A child who must tell a new worker everything again has been let down by the old one and by the file.
about: >-
  Each change of worker has two clocks. The summary is to be signed off by a manager by the old worker's last day; where
  the worker left suddenly, within three working days of the change being known. The new worker is to visit within five
  working days of that last day (or, after a sudden change, of the day it was known). Where the last day is not recorded
  it cannot be told. Another change of worker, and the end of the case, stop both clocks.
---*/
with change as (
    select
        subject_id,
        record_id,
        notified_on,
        case when coalesce(sudden, false) then notified_on else last_day_on end as left_on,
        coalesce(sudden, false) as sudden,
        case when signed_off_on <= $as_at then signed_off_on end as signed_off_on,
        case when first_visit_on <= $as_at then first_visit_on end as first_visit_on,
        lead(notified_on) over (partition by subject_id order by notified_on) as changed_again_on
    from worker_handover
    where notified_on <= $as_at
),

timed as (
    select
        subject_id,
        record_id || '/summary' as occasion_id,
        notified_on,
        changed_again_on,
        case
            when sudden
                then working_days_after(left_on, try_cast(setting('handover_sudden_working_days') as integer))
            else left_on
        end as due_on,
        signed_off_on as met_on,
        'Summary signed off' as detail
    from change
    union all
    select
        subject_id,
        record_id || '/visit' as occasion_id,
        notified_on,
        changed_again_on,
        working_days_after(left_on, try_cast(setting('handover_visit_working_days') as integer)) as due_on,
        first_visit_on as met_on,
        'First visit by the new worker' as detail
    from change
)

select
    t.subject_id,
    t.occasion_id,
    t.notified_on as arose_on,
    t.due_on,
    t.met_on,
    case
        when t.met_on is not null then null
        when t.changed_again_on <= t.due_on then 'Not owed: the worker changed again first'
        when t.changed_again_on is not null then 'Missed: the worker changed again'
        when e.ended_on <= t.due_on then 'Not owed: ' || e.reason || ' first'
        when e.ended_on is not null then 'Missed: ' || e.reason || ' without it'
    end as excused,
    t.detail
from timed t
asof left join case_end e on e.subject_id = t.subject_id and t.notified_on <= e.ended_on
