/*---
id: match-6m
kind: duty
title: Match agreed within 6 months of the decision
area: permanence and adoption
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Adoption and Children Act 2002: statutory guidance on adoption, DfE, July 2013 (first revision February 2011), chapter
  4 on matching; paragraph not checked
in_force: 2011-04-01..
reads: [adoption_path]
owner: family finder
warn: 2 months
counts: days
why: Half a year is the most that a child with a plan for adoption should wait to be found a family.
about: >-
  Each decision that the child should be placed for adoption starts a clock of six months, until the first match is
  decided. Where no match is recorded but the child has moved in with an adoptive family, the move shows the match: in
  time where the move was, and it cannot be told where the move was later. A court timetable that needs longer has no
  field and does not stop the clock. Six months from 31 August is the last day of February. Where the plan changed,
  care ended or the child turned 18 by the due day nothing was owed; where that came later the clock stops as missed.
---*/
with timed as (
    select
        *,
        (decided_on + interval 6 month)::date as due_on
    from adoption_path
    where decided_on is not null
),

judged as (
    select
        *,
        coalesce(matched_on, placed_on) as met_on,
        matched_on is not null or placed_on is null or placed_on <= due_on as told
    from timed
)

select
    subject_id,
    subject_id || '/' || decided_on as occasion_id,
    decided_on as arose_on,
    case when told then due_on end as due_on,
    case when told then met_on end as met_on,
    case
        when met_on is not null or stopped_on is null then null
        when stopped_on <= due_on then 'Not owed: ' || stopped_how || ' first'
        else 'Missed: ' || stopped_how || ' without a match'
    end as excused
from judged
where told or stopped_on is null
