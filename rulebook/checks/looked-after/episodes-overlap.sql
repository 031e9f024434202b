/*---
id: episodes-overlap
kind: check
title: Two care episodes at once
area: looked after
subject: child
fault: duplicated
source: Local, a check of Heed’s own
reads: [episode]
per: subject
why: A child in two placements at once is in one of them only on paper.
about: >-
  Episodes of the looked-after return of one child that begin before an earlier one ends. One that begins on the day
  another ends is in order.
---*/
with ordered as (
    select
        subject_id,
        record_id,
        started_on,
        max(coalesce(case when ended_on <= $as_at then ended_on end, date '9999-12-31')) over (
            partition by subject_id
            order by started_on, same_day nulls last, record_id
            rows between unbounded preceding and 1 preceding
        ) as earlier_ended_on
    from episode
    where started_on <= $as_at
)

select
    subject_id,
    'episode' as record_type,
    record_id,
    'started_on' as field,
    'It begins before an earlier one ended' as reason,
    started_on as begun_on
from ordered
where started_on < earlier_ended_on
