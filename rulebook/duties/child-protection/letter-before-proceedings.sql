/*---
id: letter-before-proceedings
kind: duty
title: Letter before proceedings sent after the decision
area: child protection
subject: child
force: local
number: local
source: >-
  Local clock; the letter is described in Court orders and pre-proceedings: statutory guidance, DfE, April 2014, chapter
  2, which sets no number
in_force: 2014-04-22..
reads: [pre_proceedings_as_at, court_case_as_at, case_end]
owner: allocated_worker
warn: 2 working days
counts: working days
settings:
  letter_before_proceedings_working_days:
    value: 5
    basis: Heed's default until the authority sets its own; practice goes up to 10
why: The letter is the parents' last clear warning, and brings them free legal advice; each week it waits is lost to them.
about: >-
  From the day pre-proceedings were decided on (or, where no decision is recorded, the day they began) the letter before
  proceedings is to have been sent within the authority's own number of working days. Where an application to court was
  issued by then, because the risk could not wait, nothing was owed; where proceedings, the step down or the end of the
  case came later without a letter, the clock stops as missed. It cannot be told where the letter fell due before the
  first collection year (from 1 April) with any letter recorded, or where none is.
---*/
with timed as (
    select
        *,
        working_days_after(
            opened_on, try_cast(setting('letter_before_proceedings_working_days') as integer)
        ) as due_on
    from pre_proceedings_as_at
),

recorded as (
    select (date_trunc('year', min(letter_sent_on) - interval 3 month) + interval 3 month)::date as since_on
    from pre_proceedings_as_at
),

stopped as (
    select
        t.subject_id,
        t.occasion_id,
        t.opened_on,
        t.due_on,
        t.letter_sent_on,
        coalesce(t.due_on < r.since_on, true) as before_records,
        least(c.issued_on, t.ended_on) as ended_on,
        e.ended_on as case_ended_on,
        e.reason
    from timed t
    cross join recorded r
    asof left join court_case_as_at c on c.subject_id = t.subject_id and t.opened_on <= c.issued_on
    asof left join case_end e on e.subject_id = t.subject_id and t.opened_on <= e.ended_on
)

select
    subject_id,
    occasion_id,
    opened_on as arose_on,
    case when letter_sent_on is not null or not before_records then due_on end as due_on,
    letter_sent_on as met_on,
    case
        when letter_sent_on is not null or before_records then null
        when ended_on <= due_on then 'Not owed: proceedings were issued, or pre-proceedings ended, first'
        when ended_on is not null then 'Missed: pre-proceedings ended without a letter'
        when case_ended_on <= due_on then 'Not owed: ' || reason || ' first'
        when case_ended_on is not null then 'Missed: ' || reason || ' without a letter'
    end as excused
from stopped
