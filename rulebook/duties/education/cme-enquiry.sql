/*---
id: cme-enquiry
kind: duty
title: Child missing education found or the case escalated within 20 school days
area: education
subject: child
force: statutory guidance
number: law
source: >-
  Children missing education, DfE statutory guidance, 2016 and 2024, with the Education (Pupil Registration) (England)
  Regulations 2006, reg 8(1)(f) and (h), and from 19 August 2024 the School Attendance (Pupil Registration) (England)
  Regulations 2024, reg 9
in_force: 2006-09-01..
reads: [missing_education, school_day, childhood_end]
owner: education welfare officer
warn: 10 working days
harm: high
harm_why: A child whom nobody can find may be in danger, and nobody would know.
gap_after: 6 months
counts: working days
met_by: [missing_education]
rests_on: [missing_education]
per: subject
why: A child on no school's roll is a child nobody sees, and the search is easiest in the first days.
about: >-
  From the day the authority was told of a child missing education, the enquiries that school and authority make
  together are done within 20 school days, counted from the school day after: the child was found, or the case was
  escalated. The regulations let a school take a child off its roll after 20 school days only once both have enquired;
  the guidance makes the enquiry a duty. School days are those of the authority's own terms, and it cannot be told where
  these do not reach the twentieth. Where the child turned 18 or died by the due day nothing was owed; where that came
  later with the child not found, it was missed.
---*/
with told as (
    select
        m.subject_id,
        m.record_id,
        m.notified_on,
        case when m.located_on <= $as_at then m.located_on end as located_on,
        case when m.escalated_on <= $as_at then m.escalated_on end as escalated_on,
        s.position
    from missing_education m
    asof left join school_day s on s.day <= m.notified_on
    where m.notified_on <= $as_at
)

select
    t.subject_id,
    t.record_id as occasion_id,
    t.notified_on as arose_on,
    d.day as due_on,
    least(t.located_on, t.escalated_on) as met_on,
    e.ended_on as stopped_on,
    e.reason as stopped_why,
    case when d.day is null then 'the school terms up to the twentieth school day' end as missing,
    case
        when t.located_on is not null then 'Found'
        when t.escalated_on is not null then 'Escalated; not yet found'
    end as detail
from told t
left join school_day d on d.position = t.position + 20
left join childhood_end e on e.subject_id = t.subject_id
where d.day is not null or e.ended_on is null
