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
  DfE, July 2013, for the stages and the ten working days, which were not found for the book in what could be read;
  paragraph not checked
in_force: 2011-04-01..
reads: [adoption_review_cycle, adoption_path, information_given]
owner: allocated_worker
warn: 1 month
harm: medium
harm_why: The child may ask about the past when nobody at home has an answer to give.
gap_after: 12 months
counts: days
met_by: [information_given]
rests_on: [episode, adoption_case]
per: subject
why: An adopted child will ask where they come from, and the book is the answer they can hold.
about: >-
  Two occasions, told apart in the detail. The draft must be there by the second review of an adoptive placement: due
  on the day that review was held or, while it is to come, on the last day it can be held (four weeks, then three
  months). The whole book is owed within ten working days of the adoption celebration. Either book meets the first,
  only the book itself the second, and one given before counts, so that both clocks arise on the day the child moved
  in. A draft not given in time stays overdue until it is, also after the adoption; where the placement or care ended
  otherwise, or the child turned 18, it was missed. Of a placement in which the child lived when the child's records
  begin the draft cannot be told, and is left out once the placement is over or a book was given.
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

drafts as (
    select
        subject_id,
        stage_id,
        started_on,
        known,
        max(stopped_on) as stopped_on,
        max(stopped_how) as stopped_how,
        coalesce(
            max(next_on) filter (where number = 1),
            (max(opened_on) filter (where number = 1) + interval 3 month)::date,
            (started_on + 28 + interval 3 month)::date
        ) as limit_on
    from adoption_review_cycle
    where stage = 'placed'
    group by subject_id, stage_id, started_on, known
),

owed as (
    select
        d.subject_id,
        d.stage_id || '/draft' as occasion_id,
        d.started_on as arose_on,
        case when d.known then d.limit_on end as due_on,
        g.first_on as met_on,
        case
            when d.stopped_how <> 'the child was adopted' or d.stopped_on <= d.limit_on then d.stopped_on
        end as stopped_on,
        d.stopped_how,
        'Draft' as detail
    from drafts d
    left join given g on g.subject_id = d.subject_id
    where d.known or least(g.first_on, d.stopped_on) is null
    union all
    select
        p.subject_id,
        p.subject_id || '/' || p.celebration_on || '/whole' as occasion_id,
        least(p.placed_on, p.celebration_on) as arose_on,
        working_days_after(p.celebration_on, 10) as due_on,
        g.book_on as met_on,
        null as stopped_on,
        null as stopped_how,
        'Whole book' as detail
    from adoption_path p
    left join given g on g.subject_id = p.subject_id
    where p.celebration_on is not null
)

select
    subject_id,
    occasion_id,
    arose_on,
    due_on,
    met_on,
    stopped_on,
    case when stopped_on is not null then stopped_how end as stopped_why,
    case when due_on is null then 'the day the child moved in' end as missing,
    detail
from owed
