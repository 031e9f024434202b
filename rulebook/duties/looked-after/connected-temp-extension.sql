/*---
id: connected-temp-extension
kind: duty
title: Extended temporary approval decided within eight weeks more
area: looked after
subject: carer household
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 25(2)
in_force: 2011-04-01..
reads: [temporary_approval]
owner: fostering manager
warn: 2 weeks
harm: high
harm_why: The child may stay with carers whose approval has run out for good, or have to leave them at once.
gap_after: 6 months
counts: days
met_by: [temporary_approval]
rests_on: [temporary_approval]
per: subject
why: There is only one extension; after it the law allows the child no longer to stay.
about: >-
  The temporary approval of a connected person may be extended once for up to eight weeks. The weeks run from the
  day the first approval runs out (16 weeks, or 24 for those given between 24 April and 24 September 2020), not from
  the day the extension was granted, for it is a further period. Met on the day full approval was decided. Where the
  carer asked for an independent review the approval lasts until its outcome is known (reg 25(3)), and no decision
  is owed by this day. Where the approval ended by the due day nothing was owed; where it ended later without a
  decision, it was missed.
---*/
with extended as (
    select
        household_id,
        record_id,
        extended_on,
        approved_on + case when approved_on between '2020-04-24' and '2020-09-24' then 168 else 112 end + 56 as due_on,
        case when decided_on <= $as_at then decided_on end as met_on,
        case when ended_on between approved_on and $as_at and independent_review is distinct from true then ended_on end as ended_on,
        independent_review
    from temporary_approval
    where extended_on <= $as_at
)

select
    household_id as subject_id,
    record_id as occasion_id,
    extended_on as arose_on,
    due_on,
    met_on,
    ended_on as stopped_on,
    case
        when independent_review then 'the approval lasts until the independent review is known'
        when ended_on is not null then 'the approval ended'
    end as stopped_why
from extended
