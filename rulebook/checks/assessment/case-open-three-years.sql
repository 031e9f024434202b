/*---
id: case-open-three-years
kind: check
title: A case open for more than three years
area: assessment
subject: child
fault: stale
source: Local, a check of Heed’s own
reads: [cin_episode, assessment, cp_plan, episode]
why: A case that stays open without new thought is often one that nobody has looked at.
about: >-
  Cases open for more than three years of children with no assessment, protection plan or care in the last two
  years.
---*/
with lately as (
    select subject_id
    from assessment
    where started_on between $as_at::date - interval 24 month and $as_at
    union
    select subject_id
    from cp_plan
    where started_on <= $as_at and (ended_on is null or ended_on > $as_at::date - interval 24 month)
    union
    select subject_id
    from episode
    where started_on <= $as_at and (ended_on is null or ended_on > $as_at::date - interval 24 month)
)

select
    subject_id,
    'cin_episode' as record_type,
    record_id,
    'closed_on' as field,
    'Open for more than three years with nothing new' as reason,
    (referred_on + interval 36 month)::date as begun_on
from cin_episode
where referred_on < $as_at::date - interval 36 month
    and (closed_on is null or closed_on > $as_at)
    and subject_id not in (select subject_id from lately)
