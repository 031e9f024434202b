/*---
id: rha-5plus
kind: duty
title: Review health assessment every 12 months from 5
area: health
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 7(3)
in_force: 2011-04-01..
reads: [health_cycle]
owner: looked-after nurse
warn: 8 weeks
counts: days
why: A year is long in a child's life, and a plan for their health must keep up with it.
about: >-
  From each health assessment held while a child is looked after, the next is owed within twelve months, once six months
  from it no longer run out before the fifth birthday (until then rha-under5 asks for one every six months). One clock
  for each assessment, named after it; a year from 29 February is 28 February. The first assessment of all has a duty of
  its own (iha). An assessment that a child competent to do so declined excuses its own clock and starts the next.
  Where care began before the first collection year (from 1 April) with any assessment recorded, the first clock starts
  with that year. It cannot be told where none is recorded at all, or the date of birth is not known.
---*/
with timed as (
    select
        *,
        (opened_on + interval 12 month)::date as due_on
    from health_cycle
    where kind = 'assessment' and (number > 0 or not whole) and coalesce(opened_on + interval 6 month >= born_on + interval 5 year, true)
)

select
    subject_id,
    occasion_id,
    opened_on as arose_on,
    case when since_on is not null and born_on is not null then due_on end as due_on,
    case when next_outcome = 'held' then next_on end as met_on,
    case
        when next_outcome = 'declined' then 'The child declined'
        when next_outcome = 'held' or until_on is null then null
        when until_on <= due_on then 'Not owed: ' || ended_by || ' first'
        else 'Missed: ' || ended_by || ' without this assessment'
    end as excused
from timed
