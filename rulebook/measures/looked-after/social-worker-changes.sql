/*---
id: social-worker-changes
kind: measure
title: Looked-after children with three or more social workers in 12 months
area: looked after
subject: child
statistic: share
looks_back: 12 months
period: snapshot
polarity: lower
unit: "%"
force: published definition
source: DfE, Stability measures for children looked after in England (social worker stability), 2024 to 2025
reads: [looked_after_day, social_worker, allocation]
rests_on: [episode, social_worker|allocation]
per: subject
category: placement type
category_codes: placement-type
published:
  series: "none that Heed has a file of; Stability measures: children looked after by number of social workers during the year"
  differs: >-
    Here every child looked after on the day is asked about, not only those in care for the whole year. The published
    method does not spell out who counts where two work together; here each of them counts.
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: too many changes for some looked-after children and care leavers, no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
row: one looked-after child, on the day
counted: had three or more social workers in the 12 months
not_counted: had fewer than three social workers in the 12 months
why: A child who must tell the story again to each new worker stops telling it.
about: >-
  Children looked after on the day, short breaks left out; counted if three or more different social workers were
  responsible for them at some time in the 12 months to that day, as allocated or as the looked-after return names them.
  Left out where none is recorded by the day.
---*/
with worker as (
    select
        subject_id,
        worker_id,
        started_on,
        ended_on
    from allocation
    where role = 'social worker' and started_on <= $as_at
    union all
    select
        subject_id,
        worker_id,
        started_on,
        ended_on
    from social_worker
    where started_on <= $as_at
),

known as (
    select
        subject_id,
        min(started_on) as first_on,
        count(distinct worker_id) >= 3 as enough
    from worker
    group by subject_id
),

looked_at as (
    select
        subject_id,
        day,
        (day - interval 12 month)::date as year_ago_on
    from looked_after_day
    where subject_id in (select subject_id from known where enough)
),

had as (
    select
        d.subject_id,
        d.day,
        count(distinct w.worker_id) as workers
    from looked_at d
    inner join worker w
        on w.subject_id = d.subject_id and w.started_on <= d.day
        and coalesce(w.ended_on, date '9999-12-31') > d.year_ago_on
    group by d.subject_id, d.day
)

select
    d.subject_id,
    d.care_id as occasion_id,
    d.day as on_date,
    h.workers || ' social workers in the 12 months' as detail,
    case when k.first_on <= d.day then coalesce(h.workers, 0) >= 3 end as counted,
    d.placement_type as category,
    case when coalesce(k.first_on > d.day, true) then 'no social worker is recorded by the day' end as left_out
from looked_after_day d
left join known k on k.subject_id = d.subject_id
left join had h on h.subject_id = d.subject_id and h.day = d.day
