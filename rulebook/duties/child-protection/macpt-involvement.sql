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
reads: [section_47_as_at, protection_team_involvement]
owner: safeguarding partners
warn: 1 working day
harm: medium
harm_why: Something that one agency knows of the child's danger may be missed by those who decide.
gap_after: 1 month
counts: working days
met_by: [protection_team_involvement]
rests_on: [section_47]
per: subject
why: Police, health and education in one team with social care should see a child at risk together from the first day.
about: >-
  The section is not in force: 1 December 2027 stands for the day that regulations will name, and no enquiry before it
  has a clock. From then each section 47 enquiry is to have a member of the multi-agency child protection team in it
  from its first day; a member who joined later is late. An enquiry that ended without one is missed. The Act sets no
  number of days, and its part in conferences is not recorded here.
---*/
with involved as (
    select
        subject_id,
        enquiry_started_on,
        min(involved_on) as involved_on
    from protection_team_involvement
    where involved_on <= $as_at
    group by subject_id, enquiry_started_on
)

select
    s.subject_id,
    s.record_id as occasion_id,
    s.started_on as arose_on,
    s.started_on as due_on,
    i.involved_on as met_on,
    s.concluded_on as stopped_on,
    case when s.concluded_on is not null then 'the enquiry ended' end as stopped_why
from section_47_as_at s
left join involved i on i.subject_id = s.subject_id and i.enquiry_started_on = s.started_on
