/*---
id: match-6m
kind: duty
title: Match agreed within 6 months of the decision
area: permanence and adoption
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Adoption and Children Act 2002: statutory guidance on adoption, DfE, July 2013 (first revision February 2011),
  chapter 4 on matching; the six months were not found in what could be read; paragraph not checked
in_force: 2011-04-01..
reads: [adoption_path]
owner: family finder
warn: 2 months
harm: medium
harm_why: The child may go on in temporary care, and settle where they cannot stay.
gap_after: 12 months
counts: days
met_by: [adoption_match.decided_on]
rests_on: [adoption_decision, episode]
per: subject
why: Half a year is the most that a child with a plan for adoption should wait to be found a family.
about: >-
  Each decision that the child should be placed for adoption starts a clock of six months, until the first match is
  decided. Where no match is recorded but the child has moved in with an adoptive family, the move shows the match: in
  time where the move was, and it cannot be told where the move was later, nor of a child who was adopted without
  either in the records. A court timetable that needs longer has no field and does not stop the clock. Six months from
  31 August is the last day of February. Where the plan changed, care ended or the child turned 18 by the due day
  nothing was owed; where that came later without a match it was missed. A looked-after return holds a match only once
  the child is adopted, so that a list of matches is needed to know that there is none.
---*/
with decided as (
    select
        *,
        (decided_on + interval 6 month)::date as limit_on,
        case
            when matched_on is not null then true
            when placed_on is not null then placed_on <= decided_on + interval 6 month
            else stopped_how is distinct from 'the child was adopted'
        end as match_known
    from adoption_path
    where decided_on is not null
)

select
    subject_id,
    subject_id || '/' || decided_on as occasion_id,
    decided_on as arose_on,
    case when match_known then limit_on end as due_on,
    case when match_known then coalesce(matched_on, placed_on) end as met_on,
    stopped_on,
    stopped_how as stopped_why,
    case when not match_known then 'the day of the match' end as missing
from decided
where match_known or stopped_on is null
