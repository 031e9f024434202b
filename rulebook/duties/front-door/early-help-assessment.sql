/*---
id: early-help-assessment
kind: duty
title: Early help assessment completed
area: front door
subject: child
force: local
number: local
source: >-
  Local practice standard, often between 20 and 45 working days; Working Together to Safeguard Children, 2023, chapter 3,
  describes family help and sets no number
in_force: 2013-04-15..
reads: [early_help, childhood_end]
owner: early help lead
warn: 5 working days
harm: medium
harm_why: Small troubles may grow while the family waits to be told what help there is.
gap_after: 6 months
counts: working days
met_by: [early_help.assessed_on]
rests_on: [early_help]
per: subject
settings:
  early_help_assessment_working_days:
    value: 30
    basis: Heed's default until the authority sets its own
why: A family that has said yes to help should not wait a season to hear what the help will be.
about: >-
  From the day a family gave consent to early help, the assessment is to have been completed within the authority's own
  number of working days. Where the early help ended by the due day nothing was owed, as when a family withdraws; where
  it ended later without the assessment, it was missed. The child's turning 18 or dying ends it too. An episode with no
  day of consent has no clock. It cannot be told where no source has the day of the assessment.
---*/
with agreed as (
    select
        subject_id,
        record_id,
        consent_on,
        case when assessed_on <= $as_at then assessed_on end as assessed_on,
        case when ended_on between consent_on and $as_at then ended_on end as ended_on
    from early_help
    where consent_on <= $as_at
)

select
    a.subject_id,
    a.record_id as occasion_id,
    a.consent_on as arose_on,
    working_days_after(a.consent_on, try_cast(setting('early_help_assessment_working_days') as integer)) as due_on,
    a.assessed_on as met_on,
    least(a.ended_on, e.ended_on) as stopped_on,
    case when a.ended_on <= coalesce(e.ended_on, a.ended_on) then 'early help ended' else e.reason end as stopped_why
from agreed a
left join childhood_end e on e.subject_id = a.subject_id
