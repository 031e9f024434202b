/*---
id: pep-first
kind: duty
title: First personal education plan complete within 20 working days
area: education
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Promoting the education of looked-after children, DfE, February 2018, page 16 (developing the plan),
  with the Care Planning, Placement and Case Review (England) Regulations 2010, reg 33(1) (the first review within 20
  working days, which the plan must be ready for)
in_force: 2011-04-01..
reads: [first_pep, personal_education_plan]
owner: allocated_worker
warn: 10 working days
counts: working days
why: The first review decides about a child's schooling and can do it well only with the plan in hand.
about: >-
  Each time a child aged 3 or older comes into care, or turns 3 there, the first personal education plan is complete,
  which means that its quality has been assured, within 20 working days, counted from the day after: in time for the
  first review. Only a plan of that period of care counts. Short breaks (V3, V4) are left out. Where care ended or the
  child turned 18 by the due day nothing was owed; later, the clock stops as missed. It cannot be told where the day of
  coming into care is not known, or where it fell due before the first collection year (from 1 April) with any plan
  recorded as quality assured; once such a period of care has ended it is left out.
---*/
with recorded as (
    select (date_trunc('year', min(quality_assured_on) - interval 3 month) + interval 3 month)::date as since_on
    from personal_education_plan
    where quality_assured_on <= $as_at
),

timed as (
    select
        f.*,
        working_days_after(f.arose_on, 20) as due_on,
        r.since_on
    from first_pep f
    cross join recorded r
),

judged as (
    select
        *,
        arose_known and coalesce(due_on >= since_on, false) as is_known
    from timed
)

select
    subject_id,
    care_id as occasion_id,
    arose_on,
    case when is_known then due_on end as due_on,
    quality_assured_on as met_on,
    case
        when not is_known or quality_assured_on is not null or until_on is null then null
        when until_on <= due_on then 'Not owed: ' || ended_by || ' first'
        else 'Missed: ' || ended_by || ' without it'
    end as excused
from judged
where is_known or until_on is null
