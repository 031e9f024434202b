/*---
id: review_cycle
kind: view
title: From one looked-after review to the next
area: looked after
subject: child
reads: [care_spell, review]
about: >-
  One row for each stretch of a period of care that ends with a review: number 0 begins when the child became looked
  after, number 1 with the first review known, and so on; next_on is the review that ended it, blank while it is
  open. Periods made only of short breaks (V3, V4) are left out: the Care Planning Regulations 2010, reg 48, set other
  times for them. whole says that reviews are recorded from the beginning of the period. It is false where the child
  came into care before the first episode known, or where the first review fell due before the first collection year
  (from 1 April) that any review is recorded for: a return holds one year's reviews, so the first review known of such
  a child need not be the first held. A stretch that a review opened on or after the day care ended is left out.
---*/
with recorded as (
    select (date_trunc('year', min(reviewed_on) - interval 3 month) + interval 3 month)::date as since_on
    from review
    where reviewed_on <= $as_at
),

care as (
    select
        c.subject_id,
        c.care_id,
        c.started_on,
        c.ended_on,
        coalesce(
            c.start_known and (r.since_on is null or working_days_after(c.started_on, 20) >= r.since_on), false
        ) as whole
    from care_spell c
    cross join recorded r
    where not c.short_breaks
),

held as (
    select
        v.subject_id,
        c.care_id,
        v.reviewed_on
    from review v
    asof join care c on c.subject_id = v.subject_id and c.started_on <= v.reviewed_on
    where v.reviewed_on <= least(c.ended_on, $as_at::date)
),

opened as (
    select
        care_id,
        0 as number,
        started_on as opened_on
    from care
    union all
    select
        care_id,
        row_number() over (partition by care_id order by reviewed_on) as number,
        reviewed_on as opened_on
    from held
),

followed as (
    select
        care_id,
        number,
        opened_on,
        lead(opened_on) over (partition by care_id order by number) as next_on
    from opened
)

select
    c.subject_id,
    c.care_id,
    f.number,
    f.opened_on,
    f.next_on,
    c.ended_on,
    c.whole
from followed f
inner join care c on c.care_id = f.care_id
where f.number = 0 or c.ended_on is null or f.opened_on < c.ended_on
