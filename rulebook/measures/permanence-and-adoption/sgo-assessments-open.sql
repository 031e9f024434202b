/*---
id: sgo-assessments-open
kind: measure
title: Children being assessed for special guardianship
area: permanence and adoption
subject: carer household
statistic: sum
period: snapshot
polarity: neutral
unit: children
force: local
source: Local count; the report is under the Children Act 1989, section 14A(8)
reads: [special_guardianship]
rests_on: [special_guardianship]
per: subject
claims:
  - value: 17
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: being assessed at the time of the inspection
    authority: 208
    from: 2015-02-24
    to: 2015-03-18
    definition: children being assessed for special guardianship
    same_definition: true
row: one assessment for special guardianship, on the day, as the children it is about
why: Behind each stands a family that offers to bring up a child of its own kin, and waits.
about: >-
  Children in applications for special guardianship of which the authority had notice by the day and whose report was not
  filed with the court yet. Left out where the number of children is not recorded.
---*/
select
    s.subject_id,
    s.record_id as occasion_id,
    r.day as on_date,
    s.child_count as value,
    case when s.child_count is null then 'how many children is not recorded' end as left_out
from reporting_days() r
inner join special_guardianship s
    on s.notice_on <= r.day and (s.report_filed_on is null or s.report_filed_on > r.day)
