/*---
id: assessment-45-disabled
kind: measure
title: Assessments of disabled children completed within 45 working days
area: assessment
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
force: local
number: statutory guidance
source: Local slice of the DfE's figure (Children in need, table C2); the 45 working days are of Working Together to Safeguard Children, 2013 and later
reads: [assessment, child_as_at, cin_episode]
rests_on: [assessment]
per: subject
category: primary need
category_codes: primary-need
published:
  series: none; the DfE publishes no such figure of disabled children
  differs: To be set beside the share for all children, assessment-45, which counts the days in the same way.
claims:
  - unit: "%"
    said_by: Lambeth Council, on Ofsted's focused visit of June 2023, 1 August 2023
    about: timely assessment and planning, disabled children's among them, was to get better; no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
duties: [single-assessment]
counts: working days
row: one assessment of a disabled child, on the day a manager authorised it
counted: were completed within 45 working days
not_counted: took longer than 45 working days
why: A disabled child's assessment asks more people, and is the first to slip; the figure for all children hides it.
about: >-
  Assessments of children with a disability on record that a manager authorised in the period; counted if no more than 45
  working days passed from the day the assessment began. A child is disabled whose census return or record names a
  disability, at whatever time that was written down.
---*/
select
    a.subject_id,
    a.record_id as occasion_id,
    a.authorised_on as on_date,
    a.started_on as arose_on,
    working_days_after(a.started_on, 45) as due_on,
    a.authorised_on as met_on,
    case
        when a.started_on <= a.authorised_on then working_days_between(a.started_on, a.authorised_on) <= 45
    end as counted,
    e.primary_need as category,
    case
        when a.started_on is null then 'the day the assessment began is not known'
        when a.started_on > a.authorised_on then 'the assessment was authorised before it began'
    end as left_out
from assessment a
inner join child_as_at c on c.subject_id = a.subject_id
left join cin_episode e on e.subject_id = a.subject_id and e.referred_on = a.referred_on
where c.disabled and a.authorised_on <= $as_at
