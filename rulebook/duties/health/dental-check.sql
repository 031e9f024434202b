/*---
id: dental-check
kind: duty
title: Dental check in the last 12 months
area: health
subject: child
force: national standard
number: national standard
source: >-
  NICE guideline CG19, October 2004, recommendation on intervals (no longer than 12 months under 18), with the Care
  Planning, Placement and Case Review (England) Regulations 2010, Schedule 1, paragraph 1 (routine dental checks; the
  regulations have no number)
in_force: 2011-04-01..
reads: [health_cycle]
owner: allocated_worker
warn: 2 months
counts: days
why: Toothache keeps a child from sleeping, eating and learning, and most of it can be prevented.
about: >-
  From the day a child came into care, and from each dental check while looked after, the next is owed within twelve
  months, which is also what the looked-after return asks about; a dentist may ask for one sooner. One clock for each
  stretch between checks; a year from 29 February is 28 February. Excused where the child declined, or where it is
  recorded that there are no teeth yet; the next clock starts that day. Where care began before the first collection
  year (from 1 April) with any dental check recorded, the first clock starts with that year; where none is recorded at
  all it cannot be told.
---*/
with timed as (
    select
        *,
        (opened_on + interval 12 month)::date as due_on
    from health_cycle
    where kind = 'dental check'
)

select
    subject_id,
    occasion_id,
    opened_on as arose_on,
    case when since_on is not null then due_on end as due_on,
    case when next_outcome = 'held' then next_on end as met_on,
    case
        when next_outcome = 'held' then null
        when next_outcome = 'no teeth' then 'No teeth yet'
        when next_outcome is not null then 'The child declined'
        when until_on is null then null
        when until_on <= due_on then 'Not owed: ' || ended_by || ' first'
        else 'Missed: ' || ended_by || ' without this check'
    end as excused
from timed
