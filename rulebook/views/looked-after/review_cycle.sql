/*---
id: review_cycle
kind: view
title: From one looked-after review to the next
area: looked after
subject: child
reads: [care_spell, review]
per: subject
about: >-
  One row for each stretch of a period of care that ends with a review: number 0 begins when the child became looked
  after, number 1 with the first review known, and so on; next_on is the review that ended it, blank while it is
  open. Periods made only of short breaks (V3, V4) are left out: the Care Planning Regulations 2010, reg 48, set
  other times for them. start_known, dates_right and missing are those of care_spell. first_known says, of number 1,
  that the first review known may be the first held, being within six months of a known beginning: a return holds
  one year's reviews, so the first review known of a child longer in care need not be. A stretch that a review
  opened on or after the day care ended is left out.
---*/
with care as (
    select
        subject_id,
        care_id,
        started_on,
        ended_on,
        ended_by,
        start_known,
        dates_right,
        missing
    from care_spell
    where not short_breaks
),

opened as (
    select
        care_id,
        started_on as opened_on,
        0 as by_review
    from care
    union all
    select
        c.care_id,
        v.reviewed_on as opened_on,
        1 as by_review
    from review v
    asof join care c on c.subject_id = v.subject_id and c.started_on <= v.reviewed_on
    where v.reviewed_on <= least(c.ended_on, $as_at::date)
),

followed as (
    select
        care_id,
        row_number() over one_care - 1 as number,
        opened_on,
        lead(opened_on) over one_care as next_on
    from opened
    window one_care as (partition by care_id order by opened_on, by_review)
)

select
    c.subject_id,
    c.care_id,
    f.number,
    c.started_on as care_started_on,
    f.opened_on,
    f.next_on,
    c.ended_on,
    c.ended_by,
    c.start_known,
    c.dates_right,
    c.missing,
    f.number = 1 and c.start_known and f.opened_on <= c.started_on + interval 6 month as first_known
from followed f
inner join care c on c.care_id = f.care_id
where f.number = 0 or c.ended_on is null or f.opened_on < c.ended_on
