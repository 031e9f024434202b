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
reads: [home_education, home_education_review, childhood_end]
owner: home education officer
warn: 2 months
harm: medium
harm_why: A child who is not being taught may lose schooling that is hard to make up.
gap_after: 12 months
counts: days
met_by: [home_education_review]
rests_on: [home_education]
per: subject
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
  clock for each stretch. A year from 29 February is 28 February. Where it began before the records of reviews the first
  review may have been held before them, which cannot be told. Where home education ended, or the child turned 18 or
  died, by the due day nothing more was owed; where that came later without the review, it was missed.
---*/
with home as (
    select
        h.subject_id,
        h.record_id,
        h.started_on,
        case when h.ended_on between h.started_on and $as_at then h.ended_on end as ended_on,
        e.ended_on as childhood_ended_on,
        e.reason
    from home_education h
    left join childhood_end e on e.subject_id = h.subject_id
    where h.started_on <= $as_at
),

opened as (
    select
        record_id,
        record_id as occasion_id,
        started_on as opened_on,
        true as is_first
    from home
    union all
    select
        h.record_id,
        h.record_id || '/' || v.reviewed_on as occasion_id,
        v.reviewed_on as opened_on,
        false as is_first
    from home_education_review v
    inner join home h
        on h.subject_id = v.subject_id and v.reviewed_on >= h.started_on
        and v.reviewed_on <= least(h.ended_on, h.childhood_ended_on, $as_at::date)
)

select
    h.subject_id,
    o.occasion_id,
    o.opened_on as arose_on,
    case
        when o.is_first then working_days_after(o.opened_on, try_cast(setting('ehe_first_working_days') as integer))
        else (o.opened_on + to_months(try_cast(setting('ehe_review_months') as integer)))::date
    end as due_on,
    lead(o.opened_on) over (partition by h.record_id order by o.opened_on, o.is_first desc) as met_on,
    least(h.ended_on, h.childhood_ended_on) as stopped_on,
    case
        when h.ended_on <= coalesce(h.childhood_ended_on, h.ended_on) then 'home education ended'
        else h.reason
    end as stopped_why
from opened o
inner join home h on h.record_id = o.record_id
qualify o.opened_on < coalesce(least(h.ended_on, h.childhood_ended_on), date '9999-12-31')
