/*---
id: case-open-three-years
kind: check
title: A case open for more than three years
area: assessment
subject: child
fault: stale
source: Local, a check of Heed’s own
reads: [assessment, cp_plan, episode, cin_episode, covered_to, record_coverage]
per: subject
why: A case that stays open without new thought is often one that nobody has looked at.
about: >-
  Cases open for more than three years on the last day that the records of cases cover, of children with no assessment,
  protection plan or care in the two years before it, where the records of assessments go back as far.
---*/
with bounds as (
    select coalesce(max(last_on), $as_at::date) as last_on
    from covered_to
    where record_type = 'cin_episode'
),

told as (
    select b.last_on
    from bounds b
    where exists (
        select 1
        from record_coverage c
        where c.record_type = 'assessment' and c.from_on <= b.last_on - interval 24 month
    )
),

lately as (
    select a.subject_id
    from assessment a
    cross join told t
    where a.started_on between t.last_on - interval 24 month and $as_at
    union
    select p.subject_id
    from cp_plan p
    cross join told t
    where p.started_on <= $as_at and (p.ended_on is null or p.ended_on > t.last_on - interval 24 month)
    union
    select e.subject_id
    from episode e
    cross join told t
    where e.started_on <= $as_at and (e.ended_on is null or e.ended_on > t.last_on - interval 24 month)
)

select
    n.subject_id,
    'cin_episode' as record_type,
    n.record_id,
    'closed_on' as field,
    'Open for more than three years with nothing new' as reason,
    (n.referred_on + interval 36 month)::date as begun_on
from cin_episode n
cross join told t
anti join lately l on l.subject_id = n.subject_id
where n.referred_on < t.last_on - interval 36 month
    and (n.closed_on is null or n.closed_on > $as_at)
