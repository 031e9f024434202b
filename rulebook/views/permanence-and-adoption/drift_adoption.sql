/*---
id: drift_adoption
kind: view
title: Children waiting on the path to adoption, by stage
area: permanence and adoption
subject: child
reads: [adoption_path, adoptive_placement, adoption_match, covered_days]
per: subject
rests_on: [episode, adoption_decision|adoption_case]
drift: {order: 6, kind: adoption, title: Adoption, limit: {stage: placement order to match, duty: a2-121}}
settings:
  drift_adoption_order_days:
    value: 183
    basis: Heed's default until the authority sets its own
  drift_adoption_move_days:
    value: 42
    basis: Heed's default until the authority sets its own
  drift_adoption_adopted_days:
    value: 274
    basis: Heed's default until the authority sets its own
about: >-
  One row for each looked-after child whose path to adoption goes on on the day, at the stage it has come to, since the
  day that stage began: from the decision to the placement order, from the order to the match, from the match to moving
  in, and from moving in to the adoption order. A child who came back from an adoptive family waits for a match again,
  since the day of coming back, unless a later match is decided; where the order has ended, for an order, since the
  decision. The limits are local (half a year, six weeks and nine months), but from the order to the match the limit
  is that of a2-121, which knows the scorecard of the year; there limit_on is blank here. Where the stage was there
  when the child's records begin, so that the wait is at least what is shown and no limit can be told, missing names the
  day that is not known. Where the records of care end before the day, known_to is the last day that they cover, and the
  days waited are those of that day: what became of the child since is not known.
---*/
with known as (
    select least(max(to_on), $as_at::date) as known_to
    from covered_days
    where record_type = 'episode'
),

path as (
    select
        subject_id,
        path_id,
        from_on,
        decided_on,
        case when order_ended_on is null then order_on end as order_on,
        order_known,
        matched_on
    from adoption_path
    where decided_on is not null and care_id is not null and stopped_on is null
),

home as (
    select
        subject_id,
        max(placed_on) as placed_on,
        arg_max(placed_known, placed_on) as placed_known,
        arg_max(coalesce(ended_on, date '9999-12-31'), placed_on) as until_on
    from adoptive_placement
    group by subject_id
),

rematched as (
    select
        subject_id,
        max(decided_on) as matched_on
    from adoption_match
    where decided_on <= $as_at
    group by subject_id
),

joined as (
    select
        p.subject_id,
        p.path_id,
        p.decided_on,
        p.order_on,
        p.order_known,
        h.placed_known,
        case when h.until_on > $as_at then h.placed_on end as placed_on,
        case when h.until_on <= $as_at then h.until_on end as came_back_on,
        case
            when h.until_on is null then p.matched_on
            when r.matched_on >= h.until_on then r.matched_on
        end as matched_on
    from path p
    left join home h on h.subject_id = p.subject_id and h.placed_on >= p.from_on
    left join rematched r on r.subject_id = p.subject_id
),

staged as (
    select
        subject_id,
        path_id,
        case
            when placed_on is not null then 'moving in to adoption order'
            when matched_on is not null then 'match to moving in'
            when order_on is not null then 'placement order to match'
            else 'decision to placement order'
        end as stage,
        case
            when placed_on is not null then placed_on
            when matched_on is not null then matched_on
            when order_on is not null then greatest(order_on, came_back_on)
            else decided_on
        end as begun_on,
        case
            when placed_on is not null then case when not placed_known then 'the day the child moved in' end
            when matched_on is null and came_back_on is null and not order_known then 'the day of the placement order'
        end as missing
    from joined
)

select
    s.subject_id,
    s.path_id as occasion_id,
    s.stage,
    s.begun_on,
    s.begun_on + case case when s.missing is null then s.stage end
        when 'moving in to adoption order' then try_cast(setting('drift_adoption_adopted_days') as integer)
        when 'match to moving in' then try_cast(setting('drift_adoption_move_days') as integer)
        when 'decision to placement order' then try_cast(setting('drift_adoption_order_days') as integer)
    end as limit_on,
    greatest(coalesce(k.known_to, $as_at::date) - s.begun_on, 0) as waited_days,
    s.missing,
    case when k.known_to < $as_at then k.known_to end as known_to
from staged s
cross join known k
