/*---
id: adoption-plan-change
kind: duty
title: "Plan changed away from adoption: decision reviewed and order given back"
area: permanence and adoption
subject: child
force: local
number: local
source: >-
  Local number; the duties themselves are law: Adoption Agencies Regulations 2005 (SI 2005/389), reg 36, for the
  review of the plan, and Adoption and Children Act 2002, section 24, for revoking a placement order
in_force: 2005-12-30..
reads: [adoption_path]
owner: agency decision-maker
warn: 3 working days
harm: medium
harm_why: The child may stay cut off from family by an order that no longer serves any plan.
gap_after: 6 months
counts: working days
met_by: [adoption_case.change_reviewed_on, adoption_case.revocation_applied_on]
rests_on: [adoption_case, episode]
per: subject
settings:
  adoption_change_working_days: {value: "7", basis: "Local default, after the days for other decisions of the agency decision-maker"}
why: An order to place a child for adoption should not outlive the plan it was made for.
about: >-
  The day the plan for adoption was given up, recorded in Heed, starts the clock. Met when the agency decision-maker
  has reviewed the decision (the reversal in the looked-after return counts) and, where a placement order was in force
  on that day, an application to revoke it was made or the order has ended: the later of the two. The detail says what
  is still missing. No law gives a number; the days are the authority's own. Where care ended or the child turned 18
  after the change and by the due day nothing was owed; where later it was missed.
---*/
with changed as (
    select
        *,
        coalesce(change_reviewed_on, reversed_on) as reviewed_on,
        coalesce(order_on <= plan_changed_on and coalesce(order_ended_on > plan_changed_on, true), false) as has_order,
        least(revocation_applied_on, order_ended_on) as revoked_on
    from adoption_path
    where plan_changed_on is not null
),

judged as (
    select
        *,
        case
            when not has_order then reviewed_on
            when revoked_on is not null and reviewed_on is not null then greatest(reviewed_on, revoked_on)
        end as met_on
    from changed
)

select
    subject_id,
    subject_id || '/' || plan_changed_on as occasion_id,
    plan_changed_on as arose_on,
    working_days_after(plan_changed_on, try_cast(setting('adoption_change_working_days') as integer)) as due_on,
    met_on,
    care_ended_on as stopped_on,
    care_ended_how as stopped_why,
    case
        when met_on is not null then null
        when reviewed_on is not null then 'The order is not given back'
        when has_order and revoked_on is null then 'Neither reviewed nor the order given back'
        else 'Not reviewed by the decision-maker'
    end as detail
from judged
