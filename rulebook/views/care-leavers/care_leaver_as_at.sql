/*---
id: care_leaver_as_at
kind: view
title: Care leaver as at the day
area: care leavers
subject: child
reads: [care_leaver_standing]
per: subject
about: >-
  One row for each young person who has been eligible, relevant or former relevant by the day. began_on is the first
  such day, left_on the day the last time in care as an eligible child ended, blank for one in care, ended_on the day
  the last of these standings ended
  (a 25th birthday, a death, a move to another council, six months back home), blank while one goes on. no_contact_on is
  the day from which no contact is wanted, where the last record says so. Without a date of birth the birthdays are blank.
  to_21_on is ended_on or, if it came first, the 21st birthday; ended_by and to_21_by say in words which it was.
---*/
with standings as (
    select
        subject_id,
        standing,
        from_on,
        until_on,
        from_known,
        wants_contact,
        born_on,
        max(from_on) filter (where standing = 'eligible') over (partition by subject_id) as last_eligible_on
    from care_leaver_standing
    where standing <> 'qualifying'
),

one_row as (
    select
        subject_id,
        any_value(born_on) as born_on,
        (any_value(born_on) + interval 18 year)::date as eighteen_on,
        (any_value(born_on) + interval 21 year)::date as twenty_one_on,
        min(from_on) as began_on,
        arg_min(from_known, from_on) as began_known,
        min(from_on) filter (where coalesce(from_on > last_eligible_on, true)) as left_on,
        case when arg_max(until_on is null, from_on) then null else max(until_on) end as ended_on,
        arg_max(standing, from_on) as standing,
        arg_max(wants_contact, from_on) as wants_contact,
        case
            when not arg_max(wants_contact, from_on) then min(from_on) filter (where not wants_contact)
        end as no_contact_on
    from standings
    group by subject_id
),

limited as (
    select
        *,
        least(ended_on, case when twenty_one_on <= $as_at then twenty_one_on end) as to_21_on,
        case
            when ended_on >= born_on + interval 25 year then 'the young person turned 25'
            when ended_on is not null then 'the young person was no longer a care leaver'
        end as ended_by
    from one_row
)

select
    subject_id,
    born_on,
    eighteen_on,
    twenty_one_on,
    began_on,
    began_known,
    left_on,
    ended_on,
    ended_by,
    to_21_on,
    case when to_21_on >= twenty_one_on then 'the young person turned 21' when to_21_on is not null then ended_by end as to_21_by,
    standing,
    wants_contact,
    no_contact_on
from limited
