/*---
id: cl-work-experience
kind: measure
title: Care leavers supported into work experience
area: care leavers
subject: child
statistic: count
period: 12 months
polarity: higher
unit: young people
force: local
source: Local count; no law or guidance defines it
reads: [work_experience]
rests_on: [work_experience]
per: subject
category: into paid work
claims:
  - value: 80
    unit: young people
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: supported during the last five years, in paid work experience within the authority
    authority: 208
    period: not stated
    definition: five years, not the days of a figure
    same_definition: false
  - value: 9
    unit: young people
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: went on to paid employment in 2014
    authority: 208
    from: 2014-01-01
    to: 2014-12-31
    definition: care leavers who went on to paid employment, not those who began work experience
    same_definition: false
  - value: 2
    unit: young people
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: recently secured internships
    authority: 208
    period: not stated
    definition: internships, not all work experience
    same_definition: false
row: one placement for work experience, on the day it began
why: A first job opens the second, and a council has jobs.
about: >-
  Work experience that care leavers began in the 12 months to the day. The category says whether paid work followed.
---*/
select
    subject_id,
    record_id as occasion_id,
    started_on as on_date,
    case into_paid_work when true then 'Paid work followed' when false then 'No paid work' else 'Not recorded' end as category
from work_experience
where started_on <= $as_at
