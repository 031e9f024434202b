/*---
id: cin_review_cycle
kind: view
title: From one review of a child in need plan to the next
area: assessment
subject: child
reads: [cin_plan_as_at, cin_review]
per: subject
about: >-
  One row for each stretch of a child in need plan that ends with a review: number 0 begins when the plan was shared
  (or, where that is not recorded, when it began), number 1 with the first review, and so on; next_on is the review that
  ended it, blank while it is open. Of two plans that opened on one day a review is of the one whose number is first. A
  review on the day the plan ended ended it, and opens no stretch.
---*/
with plan as (
    select
        subject_id,
        plan_id,
        opened_on,
        ended_on
    from cin_plan_as_at
    qualify row_number() over (partition by subject_id, opened_on order by plan_id) = 1
),

held as (
    select
        v.subject_id,
        p.plan_id,
        v.held_on
    from cin_review v
    asof join plan p on p.subject_id = v.subject_id and p.opened_on < v.held_on
    where v.held_on <= least(p.ended_on, $as_at::date)
),

opened as (
    select
        plan_id,
        0 as number,
        opened_on
    from cin_plan_as_at
    union all
    select
        plan_id,
        row_number() over (partition by plan_id order by held_on) as number,
        held_on as opened_on
    from held
),

followed as (
    select
        plan_id,
        number,
        opened_on,
        lead(opened_on) over (partition by plan_id order by number) as next_on
    from opened
)

select
    p.subject_id,
    p.plan_id,
    f.number,
    f.opened_on,
    f.next_on,
    p.ended_on
from followed f
inner join cin_plan_as_at p on p.plan_id = f.plan_id
where f.number = 0 or p.ended_on is null or f.opened_on < p.ended_on
