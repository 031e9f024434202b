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
counts: days
why: Most young people of 18 still live with their family, and a foster family may be one.
about: >-
  For each eligible young person who lived with foster carers at 16 or 17, from the day of both (or 13 May 2014, when the
  law began): whether to stay on after 18 is to be decided, either way, by the 18th birthday; it shows as due soon from 17
  and a half. Temporary placements are passed over. Where the young person left foster care before 18 it is not owed;
  without a decision it stays overdue until the young person moves to another home than the former carers', turns 21 or
  stops being a care leaver. It cannot be told where no decision is recorded at all, or
  before the first collection year (from 1 April) with one.
---*/
with recorded as (
    select (date_trunc('year', min(decided_on) - interval 3 month) + interval 3 month)::date as since_on
    from staying_put
    where decided_on <= $as_at
),

fostered as (
    select
        m.subject_id,
        c.eighteen_on,
        least(c.ended_on, case when c.twenty_one_on <= $as_at then c.twenty_one_on end) as stopped_on,
        greatest(m.started_on, c.began_on, date '2014-05-13') as from_on,
        m.ended_on
    from main_placement m
    inner join care_leaver_as_at c on c.subject_id = m.subject_id
    where
        m.placement_group = 'Foster' and m.started_on < c.eighteen_on
        and coalesce(m.ended_on > c.began_on, true) and c.eighteen_on > date '2014-05-13'
),

young as (
    select
        subject_id,
        any_value(eighteen_on) as eighteen_on,
        any_value(stopped_on) as stopped_on,
        min(from_on) as arose_on,
        case when arg_max(ended_on is null, from_on) then null else max(ended_on) end as ended_on
    from fostered
    group by subject_id
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
    select distinct subject_id
    from care_leaver_home
    where standing = 'former relevant' and kind <> 'former foster carers'
),

judged as (
    select
        y.*,
        m.subject_id is not null or y.stopped_on is not null as too_late,
        d.met_on,
        coalesce(y.eighteen_on < r.since_on, true) as before_records
    from young y
    left join decided d on d.subject_id = y.subject_id
    left join moved m on m.subject_id = y.subject_id
    cross join recorded r
)

select
    subject_id,
    subject_id || '/18' as occasion_id,
    arose_on,
    case when not before_records then eighteen_on end as due_on,
    met_on,
    case
        when met_on is not null or before_records then null
        when ended_on < eighteen_on then 'Not owed: left foster care first'
        when too_late then 'Missed: turned 18 and moved on without this decision'
    end as excused
from judged
where arose_on <= $as_at
