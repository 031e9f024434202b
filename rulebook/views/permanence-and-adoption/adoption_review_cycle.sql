/*---
id: adoption_review_cycle
kind: view
title: From one adoption review to the next
area: permanence and adoption
subject: child
reads: [adoptive_placement, permanence_care, legal_spell, adoption_review, review]
per: subject
about: >-
  One row for each stretch that a review ends while a child may be placed for adoption (stage authorised: from the
  placement or freeing order, or from the end of an adoptive placement, until the child is placed) or is placed (stage
  placed). Number 0 begins with the stage, number 1 with its first review, and so on; next_on is the review that ended
  the stretch. A review of the looked-after return counts like one recorded as an adoption review: until the child is
  placed one meeting serves both, and once placed a return need not hold the adoption reviews. A review on the day a
  stage begins belongs to what came before. known says that the day the stage began is. after_order says that the stage
  began with an order; counted_from_on is the day its time runs from, the last review before where an adoptive placement
  ended. A placement by consent has no order: it begins with the placement.
---*/
with held as (
    select
        subject_id,
        held_on
    from adoption_review
    where held_on <= $as_at
    union
    select
        subject_id,
        reviewed_on as held_on
    from review
    where reviewed_on <= $as_at
),

orders as (
    select
        o.subject_id,
        c.start_known or o.started_on > c.started_on as known,
        o.started_on,
        o.ended_on,
        c.ended_on as care_ended_on,
        c.ended_how as care_ended_how
    from legal_spell o
    inner join permanence_care c on c.subject_id = o.subject_id and c.started_on = o.care_started_on
    where o.legal_status in ('E1', 'D1')
),

waiting as (
    select
        o.*,
        true as after_order,
        o.started_on as opened_on
    from orders o
    asof left join adoptive_placement p on p.subject_id = o.subject_id and p.placed_on <= o.started_on
    where p.placed_on is null or p.ended_on <= o.started_on
    union all
    select
        o.*,
        false as after_order,
        p.ended_on as opened_on
    from adoptive_placement p
    asof inner join orders o on o.subject_id = p.subject_id and o.started_on <= p.ended_on
    where p.ended_how = 'the placement ended'
),

stages as (
    select
        w.subject_id,
        'authorised' as stage,
        w.known,
        w.after_order,
        w.opened_on as started_on,
        least(w.ended_on, w.care_ended_on, p.placed_on) as stopped_on,
        case least(w.ended_on, w.care_ended_on, p.placed_on)
            when p.placed_on then 'the child was placed'
            when w.care_ended_on then w.care_ended_how
            when w.ended_on then 'the order ended'
        end as stopped_how
    from waiting w
    asof left join adoptive_placement p on p.subject_id = w.subject_id and w.opened_on <= p.placed_on
    union all
    select
        subject_id,
        'placed' as stage,
        placed_known as known,
        false as after_order,
        placed_on as started_on,
        ended_on as stopped_on,
        ended_how as stopped_how
    from adoptive_placement
),

lasting as (
    select *
    from stages
    where stopped_on is null or stopped_on > started_on
),

opened as (
    select
        subject_id,
        started_on as stage_on,
        0 as number,
        started_on as opened_on
    from lasting
    union all
    select
        h.subject_id,
        s.started_on as stage_on,
        row_number() over (partition by h.subject_id, s.started_on order by h.held_on) as number,
        h.held_on as opened_on
    from held h
    asof inner join lasting s on s.subject_id = h.subject_id and s.started_on < h.held_on
    where s.stopped_on is null or h.held_on <= s.stopped_on
),

followed as (
    select
        *,
        lead(opened_on) over (partition by subject_id, stage_on order by number) as next_on
    from opened
)

select
    s.subject_id,
    s.stage,
    s.subject_id || '/' || s.started_on as stage_id,
    s.started_on,
    s.after_order,
    s.known,
    f.number,
    f.opened_on,
    case
        when f.number = 0 and s.stage = 'authorised' and not s.after_order then coalesce(h.held_on, f.opened_on)
        else f.opened_on
    end as counted_from_on,
    f.next_on,
    s.stopped_on,
    s.stopped_how
from followed f
inner join lasting s on s.subject_id = f.subject_id and s.started_on = f.stage_on
asof left join held h on h.subject_id = f.subject_id and h.held_on <= f.opened_on
where f.number = 0 or s.stopped_on is null or f.opened_on < s.stopped_on
