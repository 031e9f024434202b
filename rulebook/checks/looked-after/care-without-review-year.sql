/*---
id: care-without-review-year
kind: check
title: A year in care with no review recorded
area: looked after
subject: child
fault: stale
source: Local, a check of Heed’s own
reads: [care_spell, review, record_coverage]
why: A child whose plan nobody has looked at for a year may be anywhere in it.
about: >-
  Children looked after on the day, for more than a year, with no review recorded in the last year, where the
  records of reviews cover that year: on a day after the last return nothing is said.
---*/
with held as (
    select
        subject_id,
        max(reviewed_on) as last_on
    from review
    where reviewed_on <= $as_at
    group by subject_id
),

covered as (
    select
        min(from_on) <= $as_at::date - interval 12 month + interval 1 day and bool_or(to_today or to_on >= $as_at) as whole
    from record_coverage
    where record_type = 'review' and from_on <= $as_at
)

select
    s.subject_id,
    'review' as record_type,
    s.care_id as record_id,
    'reviewed_on' as field,
    'No review is recorded in the last year' as reason,
    (coalesce(h.last_on, s.started_on) + interval 12 month)::date as begun_on
from care_spell s
cross join covered v
left join held h on h.subject_id = s.subject_id
where s.ended_on is null
    and not s.short_breaks
    and s.started_on < $as_at::date - interval 12 month
    and (h.last_on is null or h.last_on < $as_at::date - interval 12 month)
    and v.whole
