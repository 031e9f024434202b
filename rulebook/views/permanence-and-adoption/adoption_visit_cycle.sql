/*---
id: adoption_visit_cycle
kind: view
title: From one visit to the next in an adoptive placement
area: permanence and adoption
subject: child
reads: [adoptive_placement, adoption_review_cycle, care_visit]
per: subject
about: >-
  One row for each stretch that a visit ends, from the day the child was placed with an adoptive family to the first
  review: number 0 begins with the placement, number 1 with the first visit, and so on; next_on is the day of the visit
  that ended it. Visits recorded as adoption visits and as looked-after visits count, unless the child was recorded as
  not seen; several on one day are one. A visit on the day of the placement counts, and so does one on the day of the
  first review. reported says that the visit that ended the stretch has a written report. placed_known is false where
  the child was placed before the records begin.
---*/
with visits as (
    select
        subject_id,
        visited_on,
        bool_or(coalesce(report_written_on <= $as_at, false)) as reported
    from care_visit
    where visited_on <= $as_at and kind in ('adoption', 'care') and coalesce(seen, true)
    group by subject_id, visited_on
),

placements as (
    select
        p.subject_id,
        p.placement_id,
        p.placed_on,
        p.placed_known,
        p.ended_on,
        p.ended_how,
        f.next_on as reviewed_on
    from adoptive_placement p
    left join adoption_review_cycle f
        on f.subject_id = p.subject_id and f.started_on = p.placed_on and f.stage = 'placed' and f.number = 0
),

opened as (
    select
        subject_id,
        placed_on,
        0 as number,
        placed_on as opened_on,
        null::boolean as reported
    from placements
    union all
    select
        v.subject_id,
        p.placed_on,
        row_number() over (partition by v.subject_id, p.placed_on order by v.visited_on) as number,
        v.visited_on as opened_on,
        v.reported
    from visits v
    asof inner join placements p on p.subject_id = v.subject_id and p.placed_on <= v.visited_on
    where p.ended_on is null or v.visited_on <= p.ended_on
),

followed as (
    select
        *,
        lead(opened_on) over in_order as next_on,
        lead(reported) over in_order as next_reported
    from opened
    window in_order as (partition by subject_id, placed_on order by number)
)

select
    p.subject_id,
    p.placement_id,
    p.placed_on,
    p.placed_known,
    f.number,
    f.opened_on,
    case when f.number = 0 or p.reviewed_on is null or f.next_on <= p.reviewed_on then f.next_on end as next_on,
    f.next_reported as reported,
    case when f.number = 0 then p.ended_on else least(p.ended_on, p.reviewed_on) end as stopped_on,
    case
        when f.number > 0 and p.reviewed_on <= coalesce(p.ended_on, p.reviewed_on) then 'the first review came'
        else p.ended_how
    end as stopped_how
from followed f
inner join placements p on p.subject_id = f.subject_id and p.placed_on = f.placed_on
where f.number = 0 or f.opened_on < coalesce(least(p.ended_on, p.reviewed_on), $as_at::date + 1)
