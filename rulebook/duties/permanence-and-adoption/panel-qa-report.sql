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
harm: low
harm_why: Poor reports on children may go on being written, since nobody has pointed it out.
gap_after: 6 months
counts: days
met_by: [panel_report]
rests_on: [panel_meeting]
recurs: true
per: subject
why: The panel sees every report on every child, and is the first to see where the work is poor.
about: >-
  Each report received from a panel's chair starts a clock of six months for the next; six months from 31 August is
  the last day of February. A panel's first report is counted from its first meeting held. Met on the day the report
  was received; the answer to it has a clock of its own, panel-report-response.
---*/
with opened as (
    select distinct
        subject_id,
        received_on as opened_on,
        false as is_first
    from panel_report
    where received_on <= $as_at
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
        min(case when not is_first then opened_on end) over (partition by subject_id) as first_report_on
    from opened
)

select
    subject_id,
    subject_id || case when is_first then '/first' else '/' || opened_on end as occasion_id,
    opened_on as arose_on,
    (opened_on + interval 6 month)::date as due_on,
    next_on as met_on,
    null::date as stopped_on,
    null as stopped_why
from followed
where not is_first or coalesce(first_report_on > opened_on, true)
