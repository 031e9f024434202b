/*---
id: care_leaver_standing
kind: view
title: Who is a care leaver of which kind, from when to when
area: care leavers
subject: child
reads: [care_spell, child_as_at, leaving_care_status]
per: subject
about: >-
  One row for each stretch that a young person was eligible (looked after at 16 or 17, for 13 weeks in all since 14),
  relevant (left care at 16 or 17 having been eligible), former relevant (from 18 to 25) or qualifying, under the
  Children Act 1989, sections 23A to 24 and Schedule 2 paragraph 19B. Worked out from the periods of care, short breaks
  left out. One who went home or to a guardian counts as qualifying, to 21, after six months there before 18 (Care
  Leavers (England) Regulations 2010, reg 3). Nothing follows a death, an adoption, a move to another council or an age
  assessed as 18 or over. Where leaving_care_status gives a standing before 18, its day is the recorded one; a recorded eligible or
  relevant gives way to what is worked out later, the others only to another record. from_known is false where the day
  depends on care that began before the first episode known: such a child is taken to have had the 13 weeks.
  wants_contact is what the last record says. An end after the day is blank. One born on 29 February
  is taken to be a year older on 28 February where there is no 29th.
---*/
with young as (
    select
        subject_id,
        born_on,
        died_on,
        (born_on + interval 14 year)::date as fourteen_on,
        (born_on + interval 16 year)::date as sixteen_on,
        (born_on + interval 18 year)::date as eighteen_on
    from child_as_at
    where born_on + interval 16 year <= $as_at
),

care as (
    select
        s.subject_id,
        greatest(s.started_on, y.fourteen_on) as counted_from_on,
        greatest(s.started_on, y.sixteen_on) as earliest_on,
        least(s.ended_on, case when y.eighteen_on <= $as_at then y.eighteen_on end) as ended_on,
        s.end_reason,
        s.start_known,
        y.sixteen_on,
        y.eighteen_on
    from care_spell s
    inner join young y on y.subject_id = s.subject_id
    where
        not s.short_breaks and s.started_on < y.eighteen_on
        and coalesce(s.ended_on, $as_at::date + 1) > y.fourteen_on
),

counted as (
    select
        *,
        lead(earliest_on) over one_child as next_on,
        91 - coalesce(sum(date_diff('day', counted_from_on, coalesce(ended_on, $as_at::date + 1))) over (
            partition by subject_id order by counted_from_on rows between unbounded preceding and 1 preceding
        ), 0) as days_to_go
    from care
    window one_child as (partition by subject_id order by counted_from_on)
),

eligible as (
    select
        subject_id,
        case
            when start_known then greatest(earliest_on, counted_from_on + days_to_go::integer) else earliest_on
        end as eligible_on,
        start_known or earliest_on = sixteen_on as from_known,
        ended_on,
        case
            when end_reason in ('E2', 'E3', 'E11', 'E12', 'E15') then 'none'
            when ended_on >= eighteen_on then 'former relevant'
            when ended_on is not null then 'relevant'
        end as left_as,
        case
            when end_reason in ('E4A', 'E4B', 'E41', 'E43', 'E44', 'E45', 'E46', 'E47', 'E48')
                and ended_on + interval 6 month < least(next_on, eighteen_on)
                then (ended_on + interval 6 month)::date
        end as settled_on,
        next_on,
        eighteen_on
    from counted
    where eligible_on < coalesce(ended_on, $as_at::date + 1)
),

dated as (
    select
        subject_id,
        eligible_on,
        from_known,
        ended_on,
        left_as,
        case when left_as = 'relevant' and settled_on <= $as_at then settled_on end as settled_on,
        case
            when left_as = 'relevant' and settled_on is null and next_on is null and eighteen_on <= $as_at then eighteen_on
        end as grown_on
    from eligible
),

worked_out as (
    select
        subject_id,
        unnest([
            {'from_on': eligible_on, 'standing': 'eligible', 'from_known': from_known},
            {'from_on': ended_on, 'standing': left_as, 'from_known': true},
            {'from_on': settled_on, 'standing': 'qualifying', 'from_known': true},
            {'from_on': grown_on, 'standing': 'former relevant', 'from_known': true}
        ], recursive := true)
    from dated
),

recorded as (
    select
        subject_id,
        from_on,
        standing,
        wants_contact
    from leaving_care_status
    where from_on <= $as_at
),

events as (
    select
        subject_id,
        from_on,
        standing,
        true as from_known,
        standing as recorded_standing,
        wants_contact,
        1 as place
    from recorded
    union all
    select
        w.subject_id,
        w.from_on,
        w.standing,
        w.from_known,
        null as recorded_standing,
        null as wants_contact,
        2 as place
    from worked_out w
    anti join recorded r on r.subject_id = w.subject_id and r.standing = w.standing and w.standing <> 'former relevant'
    where w.from_on is not null
    union all
    select distinct
        r.subject_id,
        y.eighteen_on as from_on,
        'former relevant' as standing,
        true as from_known,
        null as recorded_standing,
        null as wants_contact,
        3 as place
    from recorded r
    inner join young y on y.subject_id = r.subject_id
    where r.standing in ('eligible', 'relevant') and r.from_on < y.eighteen_on and y.eighteen_on <= $as_at
),

in_order as (
    select
        subject_id,
        from_on,
        standing,
        from_known,
        place,
        last_value(recorded_standing ignore nulls) over so_far as last_recorded,
        last_value(wants_contact ignore nulls) over so_far as wants_contact
    from events
    window so_far as (
        partition by subject_id order by from_on, place desc rows between unbounded preceding and current row
    )
    qualify row_number() over (partition by subject_id, from_on order by place) = 1
),

changes as (
    select
        subject_id,
        from_on,
        standing,
        from_known,
        wants_contact
    from in_order
    where place = 1 or coalesce(last_recorded in ('eligible', 'relevant'), true)
    window one_child as (partition by subject_id order by from_on)
    qualify
        standing is distinct from lag(standing) over one_child
        or wants_contact is distinct from lag(wants_contact) over one_child
),

followed as (
    select
        *,
        lead(from_on) over (partition by subject_id order by from_on) as next_on
    from changes
),

bounded as (
    select
        f.subject_id,
        f.standing,
        f.from_on,
        f.from_known,
        f.wants_contact,
        y.born_on,
        least(
            f.next_on, y.died_on,
            (y.born_on + case when f.standing = 'qualifying' then interval 21 year else interval 25 year end)::date
        ) as until_on
    from followed f
    left join young y on y.subject_id = f.subject_id
)

select
    subject_id,
    standing,
    from_on,
    case when until_on <= $as_at then until_on end as until_on,
    from_known,
    wants_contact,
    born_on
from bounded
where standing <> 'none' and coalesce(from_on < until_on, true)
