/*---
id: rha-under5
kind: duty
title: Review health assessment every 6 months under 5
area: health
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 7(3)
in_force: 2011-04-01..
reads: [health_cycle]
owner: looked-after nurse
warn: 6 weeks
counts: days
why: A small child changes fast, and what is found early can still be put right.
about: >-
  From each health assessment held while a child is looked after, the next is owed within six months, for as long as the
  six months run out before the fifth birthday; after that rha-5plus asks for one a year. Six months from 31 August is
  the last day of February. One clock for each assessment, named after it. The first assessment of all has a duty of its
  own (iha). An assessment that a child competent to do so declined excuses its own clock and starts the next. Where
  care began before the first collection year (from 1 April) with any assessment recorded, the first clock starts with
  that year; where none is recorded at all it cannot be told. A child whose date of birth is not known is under rha-5plus.
---*/
with timed as (
    select
        *,
        (opened_on + interval 6 month)::date as due_on
    from health_cycle
    where kind = 'assessment' and (number > 0 or not whole) and opened_on + interval 6 month < born_on + interval 5 year
)

select
    subject_id,
    occasion_id,
    opened_on as arose_on,
    case when since_on is not null then due_on end as due_on,
    case when next_outcome = 'held' then next_on end as met_on,
    case
        when next_outcome = 'declined' then 'The child declined'
        when next_outcome = 'held' or until_on is null then null
        when until_on <= due_on then 'Not owed: ' || ended_by || ' first'
        else 'Missed: ' || ended_by || ' without this assessment'
    end as excused
from timed
