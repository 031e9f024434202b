/*---
id: cp-mid-period-review
kind: duty
title: Conference chair's check of the plan halfway between conferences
area: child protection
subject: child
force: commitment
number: local
source: >-
  Local commitment: Ofsted's inspection report on Lambeth, 2015, says that the authority planned a mid-period review by
  the chair; the numbers are local
in_force: 2015-01-01..
reads: [cp_review_cycle, cp_plan_step]
owner: conference chair
warn: 2 weeks
harm: medium
harm_why: A plan that is not working may be left until the next conference, and the risk to the child with it.
gap_after: 6 weeks
counts: days
met_by: [cp_plan_step]
rests_on: [cp_plan, cp_review]
per: subject
settings:
  cp_first_midpoint_weeks:
    value: 6
    basis: Half of the three months to the first review; Heed's default until the authority sets its own
  cp_later_midpoint_months:
    value: 3
    basis: Half of the six months between later reviews; Heed's default until the authority sets its own
why: Six months is long for a child at risk; somebody outside the team should ask halfway whether the plan works.
about: >-
  After the conference that began a plan the chair is to have checked it within six weeks, and after each review within
  three months (half the time to the next one). Met by the step recorded as midpoint check, made after the conference
  and before the next. Where the next conference came, or the plan ended, by the due day, nothing was owed; where that
  came later without the check, it was missed. Three months from the 30th or 31st is the last day of a shorter month.
---*/
with step as (
    select
        subject_id,
        done_on
    from cp_plan_step
    where step = 'midpoint check' and done_on between plan_started_on and $as_at
)

select
    c.subject_id,
    c.plan_id || '/' || c.opened_on as occasion_id,
    c.opened_on as arose_on,
    case
        when c.number = 0 then c.opened_on + 7 * try_cast(setting('cp_first_midpoint_weeks') as integer)
        else (c.opened_on + to_months(try_cast(setting('cp_later_midpoint_months') as integer)))::date
    end as due_on,
    case when s.done_on <= coalesce(c.next_on, c.ended_on, s.done_on) then s.done_on end as met_on,
    coalesce(c.next_on, c.ended_on) as stopped_on,
    case when c.next_on is not null then 'the next conference was held' when c.ended_on is not null then 'the plan ended' end
        as stopped_why
from cp_review_cycle c
asof left join step s on s.subject_id = c.subject_id and c.opened_on <= s.done_on
