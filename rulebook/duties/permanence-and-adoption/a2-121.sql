/*---
id: a2-121
kind: duty
title: Match within 121 days of the placement order
area: permanence and adoption
subject: child
force: national standard
number: national standard
source: >-
  DfE, Adoption scorecards, indicator A2 and its thresholds: 121 days (4 months) from the 2012 to 2015 scorecard; 213,
  182 and 152 days in the three scorecards before it
in_force: 2009-04-01..
reads: [adoption_path]
owner: adoption manager
warn: 61 days
harm: medium
harm_why: The child may wait in temporary care, growing older, while a family is still to be found.
gap_after: 12 months
counts: days
met_by: [adoption_match.decided_on]
rests_on: [episode]
per: subject
why: Once the court has agreed, only finding the family stands between the child and a home.
about: >-
  Each placement (or freeing) order on a path to adoption, until the first match is decided; a match before the order
  counts as made on its day. The threshold is a standard for a council's average over three years; held against one
  child it is a yardstick, not a right. An order is held to the scorecard whose three years began in its year (from 1
  April): 213 days in 2009-10, 182 in 2010-11, 152 in 2011-12, and 121 ever since. Where no match is recorded but the
  child has moved in with an adoptive family, the move shows the match: in time where the move was, and it cannot be
  told where the move was later, nor of a child who was adopted without either in the records. Nor can it where the
  order was in force when the child's records begin. A looked-after return holds a match only once the child is
  adopted, so that a list of matches is needed to know that there is none. Where the order or the plan ended, care
  ended or the child turned 18 by the due day nothing was owed; where that came later without a match it was missed.
---*/
with timed as (
    select
        *,
        case
            when not order_known then null
            when order_on < date '2010-04-01' then order_on + 213
            when order_on < date '2011-04-01' then order_on + 182
            when order_on < date '2012-04-01' then order_on + 152
            else order_on + 121
        end as limit_on,
        case
            when matched_on is not null then greatest(order_on, matched_on)
            when placed_on is not null then greatest(order_on, placed_on)
        end as found_on,
        least(stopped_on, order_ended_on) as ended_on
    from adoption_path
    where order_on is not null
),

judged as (
    select
        *,
        case
            when matched_on is not null then true
            when placed_on is not null then found_on <= limit_on
            else stopped_how is distinct from 'the child was adopted'
        end as match_known
    from timed
)

select
    subject_id,
    subject_id || '/' || order_on as occasion_id,
    order_on as arose_on,
    case when match_known then limit_on end as due_on,
    case when match_known then found_on end as met_on,
    ended_on as stopped_on,
    case
        when stopped_on <= coalesce(order_ended_on, stopped_on) then stopped_how
        when order_ended_on is not null then 'the order ended'
    end as stopped_why,
    case
        when not order_known then 'the day of the placement order'
        when not match_known then 'the day of the match'
    end as missing
from judged
where order_known and match_known or ended_on is null
