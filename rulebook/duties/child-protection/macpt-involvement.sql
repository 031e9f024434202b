/*---
id: macpt-involvement
kind: duty
title: Multi-agency child protection team takes part in each section 47 enquiry
area: child protection
subject: child
force: law
number: law
source: >-
  Children's Wellbeing and Schools Act 2026, section 3, not commenced; the government's policy statement of January 2026
  expects regulations late in 2027
in_force: 2027-12-01..
reads: [section_47, section_47_outcome, protection_team_involvement]
owner: safeguarding partners
warn: 1 working day
counts: working days
why: Police, health and education in one team with social care should see a child at risk together from the first day.
about: >-
  The section is not in force: 1 December 2027 stands for the day that regulations will name, and no enquiry before it
  has a clock. From then each section 47 enquiry is to have a member of the multi-agency child protection team in it
  from its first day; a member who joined later is late. An enquiry that ended without one is missed. The Act sets no
  number of days, and its part in conferences is not recorded here. Where no such member is recorded for any child it
  cannot be told.
---*/
with involved as (
    select
        subject_id,
        enquiry_started_on,
        min(involved_on) as involved_on
    from protection_team_involvement
    where involved_on <= $as_at
    group by subject_id, enquiry_started_on
),

recorded as (
    select min(involved_on) as first_on
    from involved
),

enquiry as (
    select
        s.subject_id,
        s.record_id,
        s.started_on,
        i.involved_on,
        coalesce(
            case when s.ended_on <= $as_at then s.ended_on end,
            case when o.concluded_on <= $as_at then o.concluded_on end
        ) as ended_on
    from section_47 s
    left join involved i on i.subject_id = s.subject_id and i.enquiry_started_on = s.started_on
    left join section_47_outcome o on o.subject_id = s.subject_id and o.started_on = s.started_on
    where s.started_on <= $as_at
)

select
    e.subject_id,
    e.record_id as occasion_id,
    e.started_on as arose_on,
    case when r.first_on is not null then e.started_on end as due_on,
    e.involved_on as met_on,
    case
        when e.involved_on is null and r.first_on is not null and e.ended_on is not null
            then 'Missed: the enquiry ended without the team'
    end as excused
from enquiry e
cross join recorded r
