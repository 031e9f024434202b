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
counts: days
why: Once the court has agreed, only finding the family stands between the child and a home.
about: >-
  Each placement (or freeing) order on a path to adoption, until the first match is decided; a match before the order
  counts as made on its day. The threshold is a standard for a council's average over three years; held against one
  child it is a yardstick, not a right. An order is held to the scorecard whose three years began in its year (from 1
  April): 213 days in 2009-10, 182 in 2010-11, 152 in 2011-12, and 121 ever since. Where no match is recorded but the
  child has moved in with an adoptive family, the move shows the match: in time where the move was, and it cannot be
  told where the move was later. Where the order or the plan ended, care ended or the child turned 18 by the due day
  nothing was owed; where that came later the clock stops as missed.
---*/
with timed as (
    select
        subject_id,
        order_on,
        case
            when order_on < date '2010-04-01' then order_on + 213
            when order_on < date '2011-04-01' then order_on + 182
            when order_on < date '2012-04-01' then order_on + 152
            else order_on + 121
        end as due_on,
        greatest(order_on, matched_on) as matched_on,
        matched_on is not null as is_matched,
        greatest(order_on, placed_on) as moved_in_on,
        placed_on is not null as is_placed,
        least(stopped_on, order_ended_on) as stopped_on,
        case when stopped_on <= coalesce(order_ended_on, stopped_on) then stopped_how else 'the order ended' end
            as stopped_how
    from adoption_path
    where order_on is not null
),

judged as (
    select
        *,
        case when is_matched then matched_on when is_placed then moved_in_on end as met_on,
        is_matched or not is_placed or moved_in_on <= due_on as told
    from timed
)

select
    subject_id,
    subject_id || '/' || order_on as occasion_id,
    order_on as arose_on,
    case when told then due_on end as due_on,
    case when told then met_on end as met_on,
    case
        when met_on is not null or stopped_on is null then null
        when stopped_on <= due_on then 'Not owed: ' || stopped_how || ' first'
        else 'Missed: ' || stopped_how || ' without a match'
    end as excused
from judged
where told or stopped_on is null
