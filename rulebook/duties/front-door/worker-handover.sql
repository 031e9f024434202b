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
harm: medium
harm_why: The new worker may miss a danger that the old one knew of, and the child may go unvisited.
gap_after: 2 months
counts: working days
met_by: [worker_handover]
rests_on: [worker_handover, cin_episode]
per: subject
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
  it cannot be told. Where the worker changed again, or the case ended, by the due day nothing more was owed; later, it
  was missed.
---*/
with change as (
    select
        subject_id,
        record_id,
        notified_on,
        coalesce(sudden, false) as sudden,
        case when coalesce(sudden, false) then notified_on else last_day_on end as left_on,
        case when signed_off_on <= $as_at then signed_off_on end as signed_off_on,
        case when first_visit_on <= $as_at then first_visit_on end as first_visit_on,
        lead(notified_on) over (partition by subject_id order by notified_on) as changed_again_on
    from worker_handover
    where notified_on <= $as_at
),

owed as (
    select
        record_id,
        '/summary' as part,
        case
            when sudden then working_days_after(left_on, try_cast(setting('handover_sudden_working_days') as integer))
            else left_on
        end as due_on,
        signed_off_on as met_on,
        'Summary signed off' as detail
    from change
    union all
    select
        record_id,
        '/visit' as part,
        working_days_after(left_on, try_cast(setting('handover_visit_working_days') as integer)) as due_on,
        first_visit_on as met_on,
        'First visit by the new worker' as detail
    from change
)

select
    c.subject_id,
    c.record_id || o.part as occasion_id,
    c.notified_on as arose_on,
    o.due_on,
    o.met_on,
    least(c.changed_again_on, e.ended_on) as stopped_on,
    case
        when c.changed_again_on <= coalesce(e.ended_on, c.changed_again_on) then 'the worker changed again'
        else e.reason
    end as stopped_why,
    case when o.due_on is null then 'the old worker’s last day' end as missing,
    o.detail
from owed o
inner join change c on c.record_id = o.record_id
left join case_end e on e.subject_id = c.subject_id and c.notified_on between e.from_on and e.ended_on
where o.due_on is not null or c.changed_again_on is null and e.ended_on is null
