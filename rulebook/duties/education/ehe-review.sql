/*---
id: ehe-review
kind: duty
title: Home educated child's education reviewed
area: education
subject: child
force: local
number: local
source: >-
  Local: Elective home education, DfE guidance for local authorities, April 2019, asks for contact at least once a year
  as good practice; the register of children not in school (Children's Wellbeing and Schools Act 2026) is not in force
in_force: 2019-04-01..
reads: [home_education, home_education_review, child_as_at]
owner: home education officer
warn: 2 months
counts: days
settings:
  ehe_first_working_days:
    value: 30
    basis: Heed's default until the authority sets its own; first contacts are set between 10 and 30 working days
  ehe_review_months:
    value: 12
    basis: Heed's default until the authority sets its own
why: Most are well taught at home, and the few who are not have nobody else to notice.
about: >-
  From the day education at home began, the family is first contacted and the education looked at within the authority's
  own number of working days, counted from the day after, and again within its own number of months of each review: one
  clock for each stretch. A year from 29 February is 28 February. Where home education ended, or the child turned 18, by
  the due day nothing more was owed; later, the clock stops as missed. It cannot be told where no review is recorded for
  anybody, or one fell due before the first collection year (from 1 April) with any; of those stretches only an open one
  is shown.
---*/
with recorded as (
    select (date_trunc('year', min(reviewed_on) - interval 3 month) + interval 3 month)::date as since_on
    from home_education_review
    where reviewed_on <= $as_at
),

home as (
    select
        h.subject_id,
        h.record_id,
        h.started_on,
        least(
            case when h.ended_on between h.started_on and $as_at then h.ended_on end,
            case when b.born_on + interval 18 year <= $as_at then (b.born_on + interval 18 year)::date end
        ) as until_on,
        case
            when h.ended_on <= coalesce((b.born_on + interval 18 year)::date, h.ended_on) then 'home education ended'
            else 'the child turned 18'
        end as ended_by
    from home_education h
    left join child_as_at b on b.subject_id = h.subject_id
    where h.started_on <= $as_at
),

opened as (
    select
        record_id,
        started_on as opened_on,
        true as is_first
    from home
    union all
    select
        h.record_id,
        v.reviewed_on as opened_on,
        false as is_first
    from home_education_review v
    inner join home h
        on h.subject_id = v.subject_id and v.reviewed_on >= h.started_on
        and v.reviewed_on <= least(h.until_on, $as_at::date)
),

followed as (
    select
        *,
        lead(opened_on) over (partition by record_id order by opened_on, is_first desc) as met_on
    from opened
),

judged as (
    select
        h.subject_id,
        f.*,
        h.until_on,
        h.ended_by,
        case
            when f.is_first then working_days_after(f.opened_on, try_cast(setting('ehe_first_working_days') as integer))
            else (f.opened_on + to_months(try_cast(setting('ehe_review_months') as integer)))::date
        end as due_on,
        r.since_on
    from followed f
    inner join home h on h.record_id = f.record_id
    cross join recorded r
),

known as (
    select
        *,
        coalesce(due_on >= since_on, false) as is_known
    from judged
    where until_on is null or opened_on < until_on
)

select
    subject_id,
    case when is_first then record_id else record_id || '/' || opened_on end as occasion_id,
    opened_on as arose_on,
    case when is_known then due_on end as due_on,
    met_on,
    case
        when not is_known or met_on is not null or until_on is null then null
        when until_on <= due_on then 'Not owed: ' || ended_by || ' first'
        else 'Missed: ' || ended_by || ' without this review'
    end as excused
from known
where is_known or met_on is null and until_on is null
