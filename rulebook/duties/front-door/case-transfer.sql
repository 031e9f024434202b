/*---
id: case-transfer
kind: duty
title: Case moved between teams, with a summary and a joint visit
area: front door
subject: child
force: local
number: local
source: Local transfer protocol; the authority sets the number
in_force: 2014-01-01..
reads: [case_transfer, case_end]
owner: team manager
warn: 3 working days
counts: working days
settings:
  case_transfer_working_days:
    value: 10
    basis: Heed's default until the authority sets its own
why: Between two teams a family can be left waiting, and what the first team learned can be lost.
about: >-
  From the day a transfer was asked for, the receiving team is to have accepted the case, with a written summary and a
  joint visit, within the authority's own number of working days. All three are needed, so it is met on the last of the
  three days; detail says what is missing. An urgent transfer is excused from the number, since the child is made safe
  first. A transfer asked for again later, and the end of the case, stop the clock.
---*/
with asked as (
    select
        subject_id,
        record_id,
        requested_on,
        working_days_after(requested_on, try_cast(setting('case_transfer_working_days') as integer)) as due_on,
        case when accepted_on <= $as_at then accepted_on end as accepted_on,
        case when summary_on <= $as_at then summary_on end as summary_on,
        case when joint_visit_on <= $as_at then joint_visit_on end as joint_visit_on,
        coalesce(urgent, false) as urgent,
        lead(requested_on) over (partition by subject_id order by requested_on) as asked_again_on
    from case_transfer
    where requested_on <= $as_at
),

judged as (
    select
        *,
        case
            when accepted_on is not null and summary_on is not null and joint_visit_on is not null
                then greatest(accepted_on, summary_on, joint_visit_on)
        end as met_on,
        nullif(concat_ws(
            ', ',
            case when accepted_on is null then 'acceptance' end,
            case when summary_on is null then 'summary' end,
            case when joint_visit_on is null then 'joint visit' end
        ), '') as missing
    from asked
)

select
    j.subject_id,
    j.record_id as occasion_id,
    j.requested_on as arose_on,
    j.due_on,
    j.met_on,
    case
        when j.met_on is not null then null
        when j.urgent then 'Urgent: the child is made safe before the transfer'
        when j.asked_again_on is not null then 'Missed: the transfer was asked for again'
        when e.ended_on <= j.due_on then 'Not owed: ' || e.reason || ' first'
        when e.ended_on is not null then 'Missed: ' || e.reason || ' before the transfer'
    end as excused,
    'Not recorded: ' || j.missing as detail
from judged j
asof left join case_end e on e.subject_id = j.subject_id and j.requested_on <= e.ended_on
