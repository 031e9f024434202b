/*---
id: life-story-book
kind: duty
title: Life story book given
area: permanence and adoption
subject: child
force: national standard
number: national standard
source: >-
  Adoption: national minimum standards, DfE, 2011 (revised 2014), standard 2, with the statutory guidance on adoption,
  DfE, July 2013, for the stages; paragraph not checked
in_force: 2011-04-01..
reads: [adoption_review_cycle, adoption_path, information_given]
owner: allocated_worker
warn: 1 month
counts: days
why: An adopted child will ask where they come from, and the book is the answer they can hold.
about: >-
  Two occasions, told apart in the detail. The draft must be there by the second review of an adoptive placement: due
  on the day that review was held or, while it is to come, on the last day it can be held (four weeks, then three
  months). The whole book is owed within ten working days of the adoption celebration. Either book meets the first,
  only the book itself the second, and one given before counts. A draft not given in time stays overdue until it is;
  where the placement or care ended without adoption, or the child turned 18, it stops. It cannot be told where it
  fell due before the first collection year (from 1 April) with any book recorded, or the placement is older than the
  records; once the placement is over such a clock is left out.
---*/
with given as (
    select
        subject_id,
        min(given_on) as first_on,
        min(given_on) filter (where what = 'life story book') as book_on
    from information_given
    where given_on <= $as_at and what in ('life story book draft', 'life story book') and not coalesce(declined, false)
    group by subject_id
),

recorded as (
    select (date_trunc('year', min(first_on) - interval 3 month) + interval 3 month)::date as since_on
    from given
),

placed as (
    select
        subject_id,
        stage_id,
        started_on,
        known,
        max(stopped_on) as stopped_on,
        max(stopped_how) as stopped_how,
        max(opened_on) filter (where number = 1 and whole) as first_review_on,
        max(next_on) filter (where number = 1 and whole) as second_review_on
    from adoption_review_cycle
    where stage = 'placed'
    group by subject_id, stage_id, started_on, known
),

owed as (
    select
        subject_id,
        stage_id || '/draft' as occasion_id,
        'Draft' as detail,
        started_on as arose_on,
        known,
        coalesce(
            second_review_on, (first_review_on + interval 3 month)::date, (started_on + 28 + interval 3 month)::date
        ) as due_on,
        stopped_on,
        stopped_how
    from placed
    union all
    select
        subject_id,
        subject_id || '/' || celebration_on || '/whole' as occasion_id,
        'Whole book' as detail,
        celebration_on as arose_on,
        true as known,
        working_days_after(celebration_on, 10) as due_on,
        null as stopped_on,
        null as stopped_how
    from adoption_path
    where celebration_on is not null
),

judged as (
    select
        o.*,
        case when o.detail = 'Draft' then g.first_on else g.book_on end as met_on,
        coalesce(o.known and o.due_on >= r.since_on, false) as told
    from owed o
    cross join recorded r
    left join given g on g.subject_id = o.subject_id
)

select
    subject_id,
    occasion_id,
    arose_on,
    case when told then due_on end as due_on,
    met_on,
    case
        when met_on is not null or stopped_on is null then null
        when stopped_on <= due_on then 'Not owed: ' || stopped_how || ' first'
        when stopped_how <> 'the child was adopted' then 'Missed: ' || stopped_how || ' without the draft'
    end as excused,
    detail
from judged
where told or stopped_on is null
