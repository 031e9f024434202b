/*---
id: adopter-stage1
kind: duty
title: Stage one of approving adopters within 2 months
area: permanence and adoption
subject: carer household
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005 (SI 2005/389), reg 27, as put in by SI 2013/985 (Part 4): stage one, regs 22 to
  27; the two months as agencies give them, usually no longer; paragraph not checked
in_force: 2013-07-01..
reads: [adopter_household]
owner: adoption social worker
warn: 2 weeks
harm: medium
harm_why: A child who needs a family may wait, or be placed with one that fits less well.
gap_after: 6 months
counts: days
met_by: [adopter_household]
rests_on: [adopter_household]
per: subject
why: People who could be a child's family should not lose half a year to references and checks.
about: >-
  The day the registration of interest was accepted starts a clock of two months for the decision that ends stage one;
  two months from 31 December is the last day of February. Nothing is owed where more time was asked for, as the
  regulations allow, and where the household was on the fast track, which has no stage one. Where they withdrew by the
  due day nothing was owed; where they withdrew later without a decision it was missed.
---*/
with accepted as (
    select
        *,
        (accepted_on + interval 2 month)::date as due_on,
        case
            when stage_one_longer then 'they asked for more time'
            when fast_track then 'the fast track has no stage one'
        end as exempt
    from adopter_household
    where accepted_on <= $as_at
)

select
    subject_id,
    subject_id || '/' || accepted_on as occasion_id,
    accepted_on as arose_on,
    due_on,
    case
        when stage_one_decided_on <= $as_at and (exempt is null or stage_one_decided_on <= due_on) then stage_one_decided_on
    end as met_on,
    case when exempt is null and withdrawn_on <= $as_at then withdrawn_on end as stopped_on,
    coalesce(exempt, case when withdrawn_on <= $as_at then 'they withdrew' end) as stopped_why
from accepted
