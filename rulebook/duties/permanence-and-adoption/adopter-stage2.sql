/*---
id: adopter-stage2
kind: duty
title: Stage two of approving adopters within 4 months
area: permanence and adoption
subject: carer household
force: law
number: law
source: >-
  Adoption Agencies Regulations 2005, reg 30B, as put in by SI 2013/985 (Part 4); the four months are from memory,
  paragraph not checked
in_force: 2013-07-01..
reads: [adopter_household]
owner: adoption social worker
warn: 1 month
counts: days
why: A family that is ready should be approved while a child is still small.
about: >-
  The day stage two began starts a clock of four months for the decision on whether they are suitable to adopt, either
  way; four months from 31 October is the last day of February. On the fast track, for people who have adopted or
  fostered before, the four months are all there is, and the detail says so. More time that the household itself asked
  for has no field, and does not stop the clock. Where they withdrew by the due day nothing was owed; where they
  withdrew later the clock stops as missed.
---*/
with timed as (
    select
        subject_id,
        stage_two_started_on,
        (stage_two_started_on + interval 4 month)::date as due_on,
        case when suitability_decided_on <= $as_at then suitability_decided_on end as decided_on,
        coalesce(fast_track, false) as fast_track,
        case when withdrawn_on <= $as_at then withdrawn_on end as withdrawn_on
    from adopter_household
    where stage_two_started_on <= $as_at
)

select
    subject_id,
    subject_id || '/' || stage_two_started_on as occasion_id,
    stage_two_started_on as arose_on,
    due_on,
    decided_on as met_on,
    case
        when decided_on is not null or withdrawn_on is null then null
        when withdrawn_on <= due_on then 'Not owed: they withdrew first'
        else 'Missed: they withdrew without a decision'
    end as excused,
    case when fast_track then 'Fast track' end as detail
from timed
