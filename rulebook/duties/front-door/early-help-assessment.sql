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
reads: [early_help, case_end]
owner: early help lead
warn: 5 working days
counts: working days
settings:
  early_help_assessment_working_days:
    value: 30
    basis: Heed's default until the authority sets its own
why: A family that has said yes to help should not wait a season to hear what the help will be.
about: >-
  From the day a family gave consent to early help, the assessment is to have been completed within the authority's own
  number of working days. Where the early help ended by the due day nothing was owed, as when a family withdraws; where
  it ended later the clock stops as missed. The child's turning 18 or dying stops it too. An episode with no day of
  consent has no clock. It cannot be told where it fell due before the first collection year (from 1 April) with any
  early help assessment recorded, or where none is.
---*/
with recorded as (
    select (date_trunc('year', min(assessed_on) - interval 3 month) + interval 3 month)::date as since_on
    from early_help
    where assessed_on <= $as_at
),

agreed as (
    select
        subject_id,
        record_id,
        consent_on,
        working_days_after(
            consent_on, try_cast(setting('early_help_assessment_working_days') as integer)
        ) as due_on,
        case when assessed_on <= $as_at then assessed_on end as assessed_on,
        case when ended_on between consent_on and $as_at then ended_on end as ended_on
    from early_help
    where consent_on <= $as_at
),

childhood_end as (
    select
        subject_id,
        ended_on
    from case_end
    where reason <> 'the case closed'
),

judged as (
    select
        a.subject_id,
        a.record_id,
        a.consent_on,
        a.due_on,
        a.assessed_on,
        least(a.ended_on, e.ended_on) as ended_on,
        coalesce(a.due_on < r.since_on, true) as before_records
    from agreed a
    cross join recorded r
    asof left join childhood_end e on e.subject_id = a.subject_id and a.consent_on <= e.ended_on
)

select
    subject_id,
    record_id as occasion_id,
    consent_on as arose_on,
    case when assessed_on is not null or not before_records then due_on end as due_on,
    assessed_on as met_on,
    case
        when assessed_on is not null or before_records then null
        when ended_on <= due_on then 'Not owed: early help ended first'
        when ended_on is not null then 'Missed: early help ended without it'
    end as excused
from judged
