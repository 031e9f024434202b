/*---
id: cl-staying-put
kind: duty
title: Staying put decided before a fostered young person turns 18
area: care leavers
subject: child
force: law
number: law
source: Children Act 1989, section 23CZA (inserted by the Children and Families Act 2014, section 98), and Schedule 2 paragraph 19BA
in_force: 2014-05-13..
reads: [care_leaver_as_at, main_placement, staying_put, care_leaver_home]
owner: allocated_worker
warn: 6 months
harm: medium
harm_why: The young person may have to leave home at 18 because nobody settled whether they could stay.
gap_after: 6 months
counts: days
met_by: [staying_put]
rests_on: [episode]
per: subject
why: Most young people of 18 still live with their family, and a foster family may be one.
about: >-
  For each eligible young person who lived with foster carers at 16 or 17, from the day of both (or 13 May 2014, when
  the law began): whether to stay on after 18 is to be decided, either way, by the 18th birthday; it shows as due soon
  from 17 and a half. Temporary placements are passed over. Where the young person left foster care before 18 it is
  not owed; without a decision it stays overdue until the young person moves to another home than the former carers',
  turns 21 or stops being a care leaver: then it was missed, also where that was on the birthday itself.
---*/
with young as (
    select
        m.subject_id,
        c.eighteen_on,
        any_value(c.to_21_on) as to_21_on,
        any_value(c.to_21_by) as to_21_by,
        min(greatest(m.started_on, c.began_on, date '2014-05-13')) as arose_on,
        case when arg_max(m.ended_on is null, m.started_on) then null else max(m.ended_on) end as ended_on
    from main_placement m
    inner join care_leaver_as_at c on c.subject_id = m.subject_id
    where
        m.placement_group = 'Foster' and m.started_on < c.eighteen_on
        and coalesce(m.ended_on > c.began_on, true) and c.eighteen_on > date '2014-05-13'
    group by m.subject_id, c.eighteen_on
),

decided as (
    select
        subject_id,
        min(decided_on) as met_on
    from staying_put
    where decided_on <= $as_at
    group by subject_id
),

moved as (
    select
        subject_id,
        min(started_on) as moved_on
    from care_leaver_home
    where standing = 'former relevant' and kind <> 'former foster carers' and started_on < $as_at
    group by subject_id
)

select
    y.subject_id,
    y.subject_id || '/18' as occasion_id,
    y.arose_on,
    y.eighteen_on as due_on,
    d.met_on,
    case
        when y.ended_on < y.eighteen_on then y.ended_on
        else least(case when m.moved_on is not null then greatest(m.moved_on, y.eighteen_on + 1) end, y.to_21_on)
    end as stopped_on,
    case
        when y.ended_on < y.eighteen_on then 'the young person left foster care'
        when m.moved_on <= coalesce(y.to_21_on, m.moved_on) then 'the young person moved on'
        else y.to_21_by
    end as stopped_why
from young y
left join decided d on d.subject_id = y.subject_id
left join moved m on m.subject_id = y.subject_id
where y.arose_on <= $as_at
