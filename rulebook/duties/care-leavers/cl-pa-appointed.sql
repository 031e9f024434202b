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
harm: medium
harm_why: The young person may face rent, work and trouble with nobody whose task it is to help.
gap_after: 6 months
counts: days
met_by: [allocation]
rests_on: [episode]
settings:
  adviser_months:
    value: 3
    basis: Heed's default until the authority sets its own, with the needs assessment that falls due then; the law gives no number
  adviser_vacancy_working_days:
    value: 5
    basis: Heed's default until the authority sets its own; the law gives no number
why: One adult who stays in touch is what many care leavers have instead of a family.
about: >-
  Two kinds of clock: the first adviser, counted in months from becoming an eligible or relevant child, and a new one
  when an adviser's allocation ends before 21 and none follows on, counted in working days. The law requires the
  adviser, both numbers are local. Where the standing as a care leaver ended, or the young person turned 21, by the
  due day nothing was owed; where later, it was missed. Past 21 an adviser is owed only to who asks for support, and
  is not asked about here. It cannot be told where the day of becoming eligible is not known; once the young person is
  21 that is left out. Nor where no personal adviser is recorded of anybody: the list of allocations then leaves
  advisers out, which no column of it says, so that the whole council is looked at.
---*/
with adviser as (
    select
        subject_id,
        started_on,
        max(case when ended_on <= $as_at then ended_on else date '9999-12-31' end) over so_far as covered_until_on,
        lead(started_on) over one_child as next_on
    from allocation
    where role = 'personal adviser' and started_on <= $as_at
    window
        one_child as (partition by subject_id order by started_on),
        so_far as (partition by subject_id order by started_on rows between unbounded preceding and current row)
),

recorded as (
    select count(*) > 0 as any_adviser
    from adviser
),

first_one as (
    select
        subject_id,
        min(started_on) as started_on
    from adviser
    group by subject_id
),

clocks as (
    select
        y.subject_id,
        'first' as occasion,
        y.began_on as arose_on,
        case when y.began_known then (y.began_on + to_months(try_cast(setting('adviser_months') as integer)))::date end as due_on,
        f.started_on as met_on,
        'First adviser' as detail
    from care_leaver_as_at y
    left join first_one f on f.subject_id = y.subject_id
    union all
    select
        a.subject_id,
        a.covered_until_on::varchar as occasion,
        a.covered_until_on as arose_on,
        working_days_after(a.covered_until_on, try_cast(setting('adviser_vacancy_working_days') as integer)) as due_on,
        a.next_on as met_on,
        'New adviser' as detail
    from adviser a
    inner join care_leaver_as_at y on y.subject_id = a.subject_id
    where
        a.covered_until_on < coalesce(a.next_on, date '9999-12-31')
        and a.covered_until_on >= y.began_on and coalesce(a.covered_until_on < y.to_21_on, true)
)

select
    c.subject_id,
    c.subject_id || '/' || c.occasion as occasion_id,
    c.arose_on,
    case when r.any_adviser then c.due_on end as due_on,
    c.met_on,
    y.to_21_on as stopped_on,
    y.to_21_by as stopped_why,
    case
        when not r.any_adviser then 'whether personal advisers are recorded at all'
        when c.due_on is null then 'the day on which the young person became eligible'
    end as missing,
    c.detail
from clocks c
inner join care_leaver_as_at y on y.subject_id = c.subject_id
cross join recorded r
where c.due_on is not null and r.any_adviser or y.to_21_on is null
