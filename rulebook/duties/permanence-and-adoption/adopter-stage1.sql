/*---
id: adopter-stage1
kind: duty
title: Stage one of approving adopters within 2 months
area: permanence and adoption
subject: carer household
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005, reg 27, as put in by SI 2013/985 (Part 4); the two months are from memory,
  paragraph not checked
in_force: 2013-07-01..
reads: [adopter_household]
owner: adoption social worker
warn: 2 weeks
counts: days
why: People who could be a child's family should not lose half a year to references and checks.
about: >-
  The day the registration of interest was accepted starts a clock of two months for the decision that ends stage one;
  two months from 31 December is the last day of February. Excused where more time was asked for, as the regulations
  allow, and where the household was on the fast track, which has no stage one. Where they withdrew by the due day
  nothing was owed; where they withdrew later the clock stops as missed.
---*/
with timed as (
    select
        subject_id,
        accepted_on,
        (accepted_on + interval 2 month)::date as due_on,
        case when stage_one_decided_on <= $as_at then stage_one_decided_on end as decided_on,
        coalesce(stage_one_longer, false) as longer,
        coalesce(fast_track, false) as fast_track,
        case when withdrawn_on <= $as_at then withdrawn_on end as withdrawn_on
    from adopter_household
    where accepted_on <= $as_at
)

select
    subject_id,
    subject_id || '/' || accepted_on as occasion_id,
    accepted_on as arose_on,
    due_on,
    decided_on as met_on,
    case
        when longer then 'Not owed: they asked for more time'
        when fast_track then 'Not owed: the fast track has no stage one'
        when decided_on is not null or withdrawn_on is null then null
        when withdrawn_on <= due_on then 'Not owed: they withdrew first'
        else 'Missed: they withdrew without a decision'
    end as excused
from timed
