/*---
id: adviser_owed
kind: view
title: When a care leaver has a right to a personal adviser
area: care leavers
subject: child
reads: [care_leaver_as_at, support_offer]
per: subject
about: >-
  One row for each stretch of time in which an adviser and a pathway plan are owed to a young person. Until the 21st
  birthday they are owed to every care leaver; from then on only to one who asked for support (Children Act 1989,
  section 23CZB, in force from 1 April 2018): from the first offer recorded as taken up to the next recorded as not taken
  up, or to 25. An offer taken up before the birthday carries on without a break. Past 21 without a record of an offer
  taken up there is no row, so nothing is owed. A wish for contact alone is not asking for support. until_on is blank
  while it goes on, and until_by says why it ended.
---*/
with last_taken as (
    select
        subject_id,
        min(offered_on) as asked_on,
        max(offered_on) as last_on
    from support_offer
    where taken_up and offered_on <= $as_at
    group by subject_id
),

supported as (
    select
        t.subject_id,
        t.asked_on,
        min(o.offered_on) as declined_on
    from last_taken t
    left join support_offer o on o.subject_id = t.subject_id and o.offered_on > t.last_on and o.offered_on <= $as_at
    group by t.subject_id, t.asked_on
),

leaver as (
    select
        c.subject_id,
        c.began_on,
        c.twenty_one_on,
        c.to_21_on,
        c.to_21_by,
        c.ended_on,
        c.ended_by,
        s.asked_on,
        case when s.declined_on is not null then greatest(s.declined_on, c.twenty_one_on) end as declined_on,
        coalesce(s.asked_on <= c.twenty_one_on, false) as carries_on
    from care_leaver_as_at c
    left join supported s on s.subject_id = c.subject_id
),

stretch as (
    select
        subject_id,
        began_on as from_on,
        case
            when carries_on then least(ended_on, case when declined_on <= $as_at then declined_on end)
            else to_21_on
        end as until_on,
        case
            when not carries_on then to_21_by
            when ended_on <= coalesce(declined_on, ended_on) then ended_by
            else 'support was declined'
        end as until_by
    from leaver
    union all
    select
        subject_id,
        asked_on as from_on,
        least(ended_on, declined_on) as until_on,
        case when ended_on <= coalesce(declined_on, ended_on) then ended_by else 'support was declined' end as until_by
    from leaver
    where asked_on > twenty_one_on and not coalesce(ended_on <= asked_on, false)
)

select
    subject_id,
    from_on,
    until_on,
    case when until_on is not null then until_by end as until_by
from stretch
where until_on is null or until_on > from_on
