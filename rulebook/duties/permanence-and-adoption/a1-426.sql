/*---
id: a1-426
kind: duty
title: Moved in with adopters within 426 days of coming into care
area: permanence and adoption
subject: child
force: national standard
number: national standard
source: >-
  DfE, Adoption scorecards, indicator A1 and its thresholds: 426 days (14 months) from the 2013 to 2016 scorecard; 639,
  608, 547 and 487 days in the four scorecards before it; with A10 for adoption by foster carers
in_force: 2009-04-01..
reads: [adoption_path]
owner: adoption manager
warn: 126 days
harm: medium
harm_why: The child may grow attached to carers they must leave, and a lasting family comes later.
gap_after: 12 months
counts: days
met_by: [episode]
rests_on: [episode, adoption_decision]
per: subject
why: Every month in a temporary home is a large share of a small child's life.
about: >-
  Each period of care in which adoption became the plan, from the day the child came into care to the day the child
  moved in with an adoptive family; where foster carers adopt, the day the child came to them counts (A10). The
  threshold is a standard for a council's average over three years; held against one child it is a yardstick, not a
  right. A child is held to the scorecard whose three years began in the year (from 1 April) the child came into care:
  639 days in 2009-10, 608 in 2010-11, 547 in 2011-12, 487 in 2012-13, and 426 ever since. There is a clock once the
  decision is made. Where the plan changed, care ended or the child turned 18 by the due day nothing was owed; where
  that came later without a move to adopters it was missed. It cannot be told where the day of coming into care is not
  known, and is left out there once the child has moved in or the path has ended. A child adopted without a placement
  with adopters in the records is left out, since the day of the move cannot be told.
---*/
with one_each as (
    select
        subject_id,
        care_id,
        entered_on,
        start_known,
        case when placed_on is not null then least(carer_from_on, placed_on) end as moved_in_on,
        stopped_on,
        stopped_how
    from adoption_path
    where decided_on is not null and care_id is not null
    qualify row_number() over (partition by care_id order by from_on desc) = 1
)

select
    subject_id,
    care_id as occasion_id,
    entered_on as arose_on,
    case
        when not start_known then null
        when entered_on < date '2010-04-01' then entered_on + 639
        when entered_on < date '2011-04-01' then entered_on + 608
        when entered_on < date '2012-04-01' then entered_on + 547
        when entered_on < date '2013-04-01' then entered_on + 487
        else entered_on + 426
    end as due_on,
    moved_in_on as met_on,
    stopped_on,
    stopped_how as stopped_why,
    case when not start_known then 'the day the child came into care' end as missing
from one_each
where
    (start_known or least(moved_in_on, stopped_on) is null)
    and (moved_in_on is not null or stopped_how is distinct from 'the child was adopted')
