/*---
id: care_leaver_as_at
kind: view
title: Care leaver as at the day
area: care leavers
subject: child
reads: [care_leaver_standing]
about: >-
  One row for each young person who has been eligible, relevant or former relevant by the day. began_on is the first
  such day, left_on the first day as relevant or former relevant, ended_on the day the last of these standings ended
  (a 25th birthday, a death, a move to another council, six months back home), blank while one goes on. Without a date of
  birth the birthdays are blank.
---*/
select
    subject_id,
    any_value(born_on) as born_on,
    (any_value(born_on) + interval 18 year)::date as eighteen_on,
    (any_value(born_on) + interval 21 year)::date as twenty_one_on,
    min(from_on) as began_on,
    arg_min(from_known, from_on) as began_known,
    min(from_on) filter (where standing <> 'eligible') as left_on,
    case when arg_max(until_on is null, from_on) then null else max(until_on) end as ended_on,
    arg_max(standing, from_on) as standing,
    arg_max(wants_contact, from_on) as wants_contact
from care_leaver_standing
where standing <> 'qualifying'
group by subject_id
