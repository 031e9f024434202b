/*---
id: case_end
kind: view
title: When work with a child ended
area: assessment
subject: child
reads: [cin_episode, child_as_at]
per: subject
about: >-
  One row for each day on which a child's case ended: the last of the child's open episodes of need closed, the child
  turned 18, or the child died. A case that was opened again later has a row for each end. reason is put in a sentence
  by the rules that read it, which take the first end on or after the day their clock began: the one in whose days, from
  from_on (the day after the end before) to ended_on, that day lies.
---*/
with need as (
    select
        subject_id,
        max(case when closed_on <= $as_at then closed_on else date '9999-12-31' end) over (
            partition by subject_id order by referred_on rows between unbounded preceding and current row
        ) as open_until_on,
        lead(referred_on) over (partition by subject_id order by referred_on) as next_referred_on
    from cin_episode
    where referred_on <= $as_at
),

ends as (
    select
        subject_id,
        open_until_on as ended_on,
        'the case closed' as reason
    from need
    where open_until_on <= $as_at and (next_referred_on is null or next_referred_on > open_until_on)
    union all
    select
        subject_id,
        (born_on + interval 18 year)::date as ended_on,
        'the child turned 18' as reason
    from child_as_at
    where born_on + interval 18 year <= $as_at
    union all
    select
        subject_id,
        died_on as ended_on,
        'the child died' as reason
    from child_as_at
    where died_on is not null
)

select
    subject_id,
    coalesce(lag(ended_on) over (partition by subject_id order by ended_on) + 1, date '0001-01-01') as from_on,
    ended_on,
    min(reason) as reason
from ends
group by subject_id, ended_on
