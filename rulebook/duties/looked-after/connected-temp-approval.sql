/*---
id: connected-temp-approval
kind: duty
title: Temporary approval of a relative or friend decided or extended within 16 weeks
area: looked after
subject: carer household
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, regs 24 and 25
in_force: 2011-04-01..
reads: [temporary_approval]
owner: fostering manager
warn: 6 weeks
harm: high
harm_why: The child may stay with carers whose fitness is not settled, or have to leave them at once.
gap_after: 6 months
counts: days
met_by: [temporary_approval]
rests_on: [temporary_approval]
per: subject
why: When the approval runs out the child must leave, unless somebody decided in time.
about: >-
  A connected person may be approved for up to 16 weeks, which run out on the same weekday 16 weeks on. Met on the
  day full approval was decided or the one extension was granted. For approvals given between 24 April and 24
  September 2020 it was 24 weeks (SI 2020/445). Where the placement and with it the approval ended by the due day
  nothing was owed; where it ended later without a decision, it was missed.
---*/
select
    household_id as subject_id,
    record_id as occasion_id,
    approved_on as arose_on,
    approved_on + case when approved_on between '2020-04-24' and '2020-09-24' then 168 else 112 end as due_on,
    least(
        case when decided_on <= $as_at then decided_on end, case when extended_on <= $as_at then extended_on end
    ) as met_on,
    case when ended_on between approved_on and $as_at then ended_on end as stopped_on,
    case when ended_on between approved_on and $as_at then 'the approval ended' end as stopped_why
from temporary_approval
where approved_on <= $as_at
