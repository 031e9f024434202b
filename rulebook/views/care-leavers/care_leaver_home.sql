/*---
id: care_leaver_home
kind: view
title: Homes of care leavers as at the day
area: care leavers
subject: child
reads: [accommodation, care_leaver_standing, care_leaver_as_at]
per: subject
about: >-
  One row for each home that a relevant or former relevant young person moved into by the day, with the standing on the
  day of moving in. A home ends when it is recorded to, when the next begins or when the young person stops being a care
  leaver, whichever is first; blank while it goes on. An end before the start is not believed. A check of suitability
  counts once it has both its day and its answer; suitable is the answer alone.
---*/
with moved as (
    select
        subject_id,
        record_id as home_id,
        started_on,
        case when ended_on between started_on and $as_at then ended_on end as ended_on,
        kind,
        provided,
        suitable,
        case when checked_on <= $as_at and suitable is not null then checked_on end as checked_on,
        lead(started_on) over (partition by subject_id order by started_on) as next_on
    from accommodation
    where started_on <= $as_at
)

select
    m.subject_id,
    m.home_id,
    m.started_on,
    least(m.ended_on, m.next_on, c.ended_on) as ended_on,
    m.kind,
    m.provided,
    m.suitable,
    m.checked_on,
    s.standing
from moved m
asof join care_leaver_standing s on s.subject_id = m.subject_id and s.from_on <= m.started_on
inner join care_leaver_as_at c on c.subject_id = m.subject_id
where s.standing in ('relevant', 'former relevant') and coalesce(m.started_on < s.until_on, true)
