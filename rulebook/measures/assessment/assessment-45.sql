/*---
id: assessment-45
kind: measure
title: Assessments completed within 45 working days
area: assessment
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
headline: 2
duties: [single-assessment]
force: published definition
number: statutory guidance
source: "DfE, Children in need, table C2 (assessments completed by duration), 2014 to 2025; the 45 working days are of Working Together to Safeguard Children, 2013 and later"
reads: [assessment, cin_episode]
rests_on: [assessment]
per: subject
category: primary need
category_codes: primary-need
published:
  series: assessments-in-45-days
  differs: >-
    None known. As published, the days are counted from the assessment’s actual start to its authorisation, while the
    duty single-assessment counts from the referral as the statutory guidance does: an assessment that began late can
    be in time here and overdue there. As published, assessments not yet authorised are not counted at all.
counts: working days
row: one assessment, on the day a manager authorised it
counted: were completed within 45 working days
not_counted: took longer than 45 working days
why: A child whose needs are not understood waits for help.
about: >-
  Assessments that a manager authorised in the period; counted if no more than 45 working days passed from the day the
  assessment began to that day.
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
left join cin_episode e on e.subject_id = a.subject_id and e.referred_on = a.referred_on
where a.authorised_on <= $as_at
