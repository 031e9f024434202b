/*---
id: care-proceedings-issue
kind: duty
title: Care proceedings issued after the decision
area: child protection
subject: child
force: local
number: local
source: Local clock; no law or guidance sets a number of days between the decision and the application
in_force: 2014-04-22..
reads: [legal_meeting, court_case_as_at, case_end]
owner: legal services
warn: 2 working days
harm: high
harm_why: The child may stay where they are being harmed, with no court to protect them.
gap_after: 3 months
counts: working days
met_by: [court_case]
rests_on: [legal_meeting, cin_episode]
per: subject
settings:
  care_issue_working_days:
    value: 5
    basis: Heed's default until the authority sets its own
why: The authority has decided that the child is not safe at home; each day until the court hears it is a day there.
about: >-
  From the day a legal planning meeting decided to issue, an application for a care or supervision order is to have been
  issued within the authority's own number of working days; on the same day where the request was urgent. A later
  decision by such a meeting to do otherwise, or the end of the case, stops the clock.
---*/
with meeting as (
    select
        subject_id,
        record_id,
        decision,
        decided_on,
        coalesce(urgent, false) as urgent,
        lead(decided_on) over (partition by subject_id order by decided_on, record_id) as replaced_on
    from legal_meeting
    where decision is not null and decided_on <= $as_at
)

select
    m.subject_id,
    m.record_id as occasion_id,
    m.decided_on as arose_on,
    case
        when m.urgent then m.decided_on
        else working_days_after(m.decided_on, try_cast(setting('care_issue_working_days') as integer))
    end as due_on,
    case when m.replaced_on is null or c.issued_on <= m.replaced_on then c.issued_on end as met_on,
    least(m.replaced_on, e.ended_on) as stopped_on,
    case when m.replaced_on <= coalesce(e.ended_on, m.replaced_on) then 'a later meeting decided anew' else e.reason end
        as stopped_why
from meeting m
asof left join court_case_as_at c on c.subject_id = m.subject_id and m.decided_on <= c.issued_on
left join case_end e on e.subject_id = m.subject_id and m.decided_on between e.from_on and e.ended_on
where m.decision = 'issue'
