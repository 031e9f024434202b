/*---
id: cl-pa-appointed
kind: duty
title: Personal adviser appointed
area: care leavers
subject: child
force: local
number: local
source: >-
  Children Act 1989, Schedule 2 paragraph 19C, and sections 23B(2) and 23CA(2): an adviser has to be appointed; the
  months and the working days are local
in_force: 2001-10-01..
reads: [care_leaver_as_at, allocation]
owner: leaving care manager
warn: 1 month
counts: days
settings:
  adviser_months:
    value: 3
    basis: Heed's default until the authority sets its own, with the needs assessment that falls due then; the law gives no number
  adviser_vacancy_working_days:
    value: 5
    basis: Heed's default until the authority sets its own; the law gives no number
why: One adult who stays in touch is what many care leavers have instead of a family.
about: >-
  Two kinds of clock: the first adviser, counted in months from becoming an eligible or relevant child, and a new one when
  an adviser's allocation ends before 21 and none follows on, counted in working days. The law requires the adviser, both
  numbers are local. Where the standing as a care leaver ended, or at 21, the clock stops. It cannot be told where the day of
  becoming eligible is not known, where no adviser is recorded at all, or before the first collection year (from 1
  April) with one.
---*/
with adviser as (
    select
        a.subject_id,
        a.started_on,
        case when a.ended_on <= $as_at then a.ended_on end as ended_on
    from allocation a
    where a.role = 'personal adviser' and a.started_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(started_on) - interval 3 month) + interval 3 month)::date as since_on
    from adviser
),

young as (
    select
        subject_id,
        began_on,
        began_known,
        least(ended_on, case when twenty_one_on <= $as_at then twenty_one_on end) as stopped_on
    from care_leaver_as_at
),

first_one as (
    select
        subject_id,
        min(started_on) as started_on
    from adviser
    group by subject_id
),

followed as (
    select
        subject_id,
        max(coalesce(ended_on, date '9999-12-31')) over (
            partition by subject_id order by started_on rows between unbounded preceding and current row
        ) as covered_until_on,
        lead(started_on) over (partition by subject_id order by started_on) as next_on
    from adviser
),

vacancy as (
    select
        f.subject_id,
        f.covered_until_on as arose_on,
        f.next_on as met_on
    from followed f
    inner join young y on y.subject_id = f.subject_id
    where
        f.covered_until_on < coalesce(f.next_on, date '9999-12-31')
        and f.covered_until_on >= y.began_on and coalesce(f.covered_until_on < y.stopped_on, true)
),

clocks as (
    select
        y.subject_id,
        'first' as occasion,
        y.began_on as arose_on,
        case
            when y.began_known
                then (y.began_on + to_months(try_cast(setting('adviser_months') as integer)))::date
        end as due_on,
        f.started_on as met_on,
        y.stopped_on,
        'First adviser' as detail
    from young y
    left join first_one f on f.subject_id = y.subject_id
    union all
    select
        v.subject_id,
        v.arose_on::varchar as occasion,
        v.arose_on,
        working_days_after(v.arose_on, try_cast(setting('adviser_vacancy_working_days') as integer)) as due_on,
        v.met_on,
        y.stopped_on,
        'New adviser' as detail
    from vacancy v
    inner join young y on y.subject_id = v.subject_id
)

select
    c.subject_id,
    c.subject_id || '/' || c.occasion as occasion_id,
    c.arose_on,
    case when c.due_on >= r.since_on then c.due_on end as due_on,
    c.met_on,
    case
        when c.met_on is not null or c.stopped_on is null or coalesce(c.due_on < r.since_on, true) then null
        when c.stopped_on <= c.due_on then 'Not owed: no longer a care leaver, or 21, by then'
        else 'Missed: no longer a care leaver, or 21, without an adviser'
    end as excused,
    c.detail
from clocks c
cross join recorded r
