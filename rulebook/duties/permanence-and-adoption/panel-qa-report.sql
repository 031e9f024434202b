/*---
id: panel-qa-report
kind: duty
title: Panel’s report on quality every six months
area: permanence and adoption
subject: body
force: national standard
number: national standard
source: "Adoption: national minimum standards, DfE, 2011 (revised 2014), standard 17.2"
in_force: 2011-04-01..
reads: [panel_report, panel_meeting]
owner: panel chair
warn: 1 month
counts: days
why: The panel sees every report on every child, and is the first to see where the work is poor.
about: >-
  Each report received from a panel's chair starts a clock of six months for the next; six months from 31 August is
  the last day of February. A panel's first report is counted from its first meeting held. Met on the day the report
  was received; the answer to it has a clock of its own, panel-report-response. The first clock cannot be told where
  it fell due before the first collection year (from 1 April) with any report recorded, and is left out once a report
  has come.
---*/
with received as (
    select distinct
        subject_id,
        received_on
    from panel_report
    where received_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(received_on) - interval 3 month) + interval 3 month)::date as since_on
    from received
),

opened as (
    select
        subject_id,
        received_on as opened_on,
        false as is_first
    from received
    union all
    select
        subject_id,
        min(held_on) as opened_on,
        true as is_first
    from panel_meeting
    where held_on <= $as_at
    group by subject_id
),

followed as (
    select
        *,
        min(case when not is_first then opened_on end) over (
            partition by subject_id order by opened_on, is_first rows between 1 following and unbounded following
        ) as next_on,
        min(case when not is_first then opened_on end) over (partition by subject_id) as first_report_on,
        (opened_on + interval 6 month)::date as due_on
    from opened
),

judged as (
    select
        f.*,
        not f.is_first or coalesce(f.due_on >= r.since_on, false) as told
    from followed f
    cross join recorded r
    where not f.is_first or f.first_report_on is null or f.first_report_on > f.opened_on
)

select
    subject_id,
    subject_id || case when is_first then '/first' else '/' || opened_on end as occasion_id,
    opened_on as arose_on,
    case when told then due_on end as due_on,
    next_on as met_on,
    null as excused
from judged
where told or next_on is null
