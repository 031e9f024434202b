/*---
id: lac-review-record
kind: duty
title: Full record of a looked-after review sent out within 20 working days
area: looked after
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  IRO Handbook (statutory guidance for independent reviewing officers and local authorities), DCSF, March 2010,
  chapter 3; paragraph not checked
in_force: 2011-04-01..
reads: [review_held]
owner: reviewing officer
warn: 5 working days
why: The record is how a child will one day know what was decided about them, and why.
about: >-
  From the day a review was held its full record is owed to those who took part within 20 working days; the Handbook
  wants it written within 15, and a later writing is shown. The paragraph was not at hand when this was written.
  Reviews told of by the looked-after return count even where no papers are kept. Where the next review was held or
  care ended before that, the clock stops: as missed where it was after the due day.
---*/
with recorded as (
    select (date_trunc('year', min(record_sent_on) - interval 3 month) + interval 3 month)::date as since_on
    from review_held
),

timed as (
    select
        *,
        working_days_after(held_on, 20) as due_on
    from review_held
),

judged as (
    select
        t.*,
        coalesce(t.due_on < r.since_on, true) as before_records
    from timed t
    cross join recorded r
)

select
    subject_id,
    review_id as occasion_id,
    held_on as arose_on,
    case when not before_records then due_on end as due_on,
    record_sent_on as met_on,
    case
        when record_sent_on is not null or closed_on is null or before_records then null
        when closed_on <= due_on and care_ended then 'Not owed: care ended first'
        when closed_on <= due_on then 'Not owed: the next review was held first'
        when care_ended then 'Missed: care ended before it was sent out'
        else 'Missed: the next review was held before it was sent out'
    end as excused,
    case
        when record_written_on > working_days_after(held_on, 15) then 'Written after 15 working days'
    end as detail
from judged
where not before_records or closed_on is null and record_sent_on is null
