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
harm: medium
harm_why: Visits and help may stop while each team thinks that the other has the child.
gap_after: 2 months
counts: working days
met_by: [case_transfer]
rests_on: [case_transfer, cin_episode]
per: subject
settings:
  case_transfer_working_days:
    value: 10
    basis: Heed's default until the authority sets its own
why: Between two teams a family can be left waiting, and what the first team learned can be lost.
about: >-
  From the day a transfer was asked for, the receiving team is to have accepted the case, with a written summary and a
  joint visit, within the authority's own number of working days. All three are needed, so it is met on the last of the
  three days; detail says what is missing. An urgent transfer is exempt from the number until it is made, since the
  child is made safe first. Where the transfer was asked for again, or the case ended, by the due day nothing more was
  owed; later, it was missed.
---*/
with asked as (
    select
        subject_id,
        record_id,
        requested_on,
        case when accepted_on <= $as_at then accepted_on end as accepted_on,
        case when summary_on <= $as_at then summary_on end as summary_on,
        case when joint_visit_on <= $as_at then joint_visit_on end as joint_visit_on,
        coalesce(urgent, false) as urgent,
        lead(requested_on) over (partition by subject_id order by requested_on) as asked_again_on
    from case_transfer
    where requested_on <= $as_at
)

select
    a.subject_id,
    a.record_id as occasion_id,
    a.requested_on as arose_on,
    working_days_after(a.requested_on, try_cast(setting('case_transfer_working_days') as integer)) as due_on,
    case
        when a.accepted_on is not null and a.summary_on is not null and a.joint_visit_on is not null
            then greatest(a.accepted_on, a.summary_on, a.joint_visit_on)
    end as met_on,
    case when not a.urgent then least(a.asked_again_on, e.ended_on) end as stopped_on,
    case
        when a.urgent then 'the transfer is urgent, and the child is made safe before it'
        when a.asked_again_on <= coalesce(e.ended_on, a.asked_again_on) then 'the transfer was asked for again'
        else e.reason
    end as stopped_why,
    'Not recorded: ' || nullif(concat_ws(
        ', ',
        case when a.accepted_on is null then 'acceptance' end,
        case when a.summary_on is null then 'summary' end,
        case when a.joint_visit_on is null then 'joint visit' end
    ), '') as detail
from asked a
left join case_end e on e.subject_id = a.subject_id and a.requested_on between e.from_on and e.ended_on
