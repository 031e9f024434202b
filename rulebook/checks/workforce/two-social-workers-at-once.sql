/*---
id: two-social-workers-at-once
kind: check
title: A child with two social workers at once
area: workforce
subject: child
fault: duplicated
source: Local, a check of Heed’s own
reads: [allocation]
per: subject
why: Two workers each think that the other has it.
about: >-
  Allocations to social workers of one child that begin before an earlier one ends. One that begins on the day
  another ends is in order.
---*/
with ordered as (
    select
        subject_id,
        record_id,
        started_on,
        max(coalesce(case when ended_on <= $as_at then ended_on end, date '9999-12-31')) over (
            partition by subject_id
            order by started_on, record_id
            rows between unbounded preceding and 1 preceding
        ) as earlier_ended_on
    from allocation
    where started_on <= $as_at and role = 'social worker'
)

select
    subject_id,
    'allocation' as record_type,
    record_id,
    'started_on' as field,
    'It begins before an earlier one ended' as reason,
    started_on as begun_on
from ordered
where started_on < earlier_ended_on
