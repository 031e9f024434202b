/*---
id: child_as_at
kind: view
title: Child as at the day
area: identity
subject: child
reads: [child, disability, unaccompanied_child]
per: subject
about: >-
  One row for each child that any source names. Where sources differ, what Heed itself holds comes first, then the
  looked-after return, the children in need census, the safeguarding dataset and Annex A; a source that says a thing
  is not known, or that gives a code nobody knows, gives way to one that knows. born_on_differs says that the sources give more than one date of birth.
---*/
with named as (
    select
        subject_id,
        case reported_by
            when 'heed' then 1 when 'ssda903' then 2 when 'cin' then 3 when 'ssd' then 4 when 'annexa' then 5 else 6
        end as place,
        case when born_on <= $as_at then born_on end as born_on,
        case when died_on <= $as_at then died_on end as died_on,
        sex,
        ethnicity,
        upn
    from child
),

agreed as (
    select
        subject_id,
        arg_min(born_on, place) as born_on,
        count(distinct born_on) > 1 as born_on_differs,
        arg_min(died_on, place) as died_on,
        coalesce(
            arg_min(sex, place) filter (where sex <> 'U' and known_code('sex', sex)),
            max(sex) filter (where known_code('sex', sex)),
            arg_min(sex, place)
        ) as sex,
        coalesce(
            arg_min(ethnicity, place) filter (where ethnicity not in ('NOBT', 'REFU') and known_code('ethnicity', ethnicity)),
            arg_min(ethnicity, place) filter (where known_code('ethnicity', ethnicity)),
            arg_min(ethnicity, place)
        ) as ethnicity,
        arg_min(upn, place) as upn
    from named
    group by subject_id
),

disabled as (
    select
        subject_id,
        bool_or(case when known_code('disability', disability) then disability <> 'NONE' end) as disabled
    from disability
    group by subject_id
),

alone as (
    select distinct subject_id
    from unaccompanied_child
    where ceases_on is null or ceases_on > $as_at
)

select
    a.subject_id,
    a.born_on,
    a.born_on_differs,
    a.sex,
    a.ethnicity,
    case
        when a.ethnicity is null then null
        when a.ethnicity in ('NOBT', 'REFU') or not known_code('ethnicity', a.ethnicity) then 'Not known'
        when a.ethnicity = 'OOTH' then 'Other'
        when a.ethnicity = 'CHNE' or a.ethnicity[1] = 'A' then 'Asian'
        when a.ethnicity[1] = 'W' then 'White'
        when a.ethnicity[1] = 'M' then 'Mixed'
        when a.ethnicity[1] = 'B' then 'Black'
        else 'Not known'
    end as ethnic_group,
    d.disabled,
    a.upn,
    u.subject_id is not null as unaccompanied,
    a.died_on
from agreed a
left join disabled d on d.subject_id = a.subject_id
left join alone u on u.subject_id = a.subject_id
