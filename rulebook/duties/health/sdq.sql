/*---
id: sdq
kind: duty
title: Strengths and difficulties questionnaire every year
area: health
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Promoting the health and wellbeing of looked-after children, DfE and DH, March 2015, annex B (the questionnaire, for
  children aged 4 to 16 looked after for twelve months, each year); SSDA903 rules 180, 196 and 197
in_force: 2009-04-01..
reads: [health_cycle]
owner: allocated_worker
warn: 2 months
counts: days
why: It tells, in a few questions, which children are unhappy before anything else shows it.
about: >-
  A questionnaire is owed within twelve months of a child coming into care, of the last one, or of the fourth birthday,
  whichever came last, where that day falls before the seventeenth birthday. One clock for each stretch between
  questionnaires; a year from 29 February is 28 February. Excused where the carer or the child refused, or the
  disability was too severe (SDQ2, SDQ5, SDQ3), and the next clock starts that day; the reason Other (SDQ4) excuses
  nothing. Still open on the seventeenth birthday, the clock stops as missed. Where care began before the first
  collection year (from 1 April) with any questionnaire recorded, the first clock starts with that year. It cannot be
  told where none is recorded at all or the date of birth is not known.
---*/
with opened as (
    select
        *,
        greatest(opened_on, (born_on + interval 4 year)::date) as clock_on,
        (born_on + interval 17 year)::date as seventeen_on
    from health_cycle
    where kind = 'questionnaire'
),

timed as (
    select
        *,
        (clock_on + interval 12 month)::date as due_on
    from opened
    where
        (born_on is null or clock_on <= $as_at and clock_on + interval 12 month < seventeen_on)
        and (next_on is null or next_on > clock_on or clock_on = opened_on)
)

select
    subject_id,
    occasion_id,
    clock_on as arose_on,
    case when since_on is not null and born_on is not null then due_on end as due_on,
    case when next_outcome = 'held' then next_on end as met_on,
    case
        when next_outcome = 'held' then null
        when next_outcome = 'disability' then 'The child’s disability is too severe for the questionnaire'
        when next_outcome is not null then 'The carer or the child refused'
        when until_on <= due_on then 'Not owed: ' || ended_by || ' first'
        when until_on < coalesce(seventeen_on, $as_at::date + 1) then 'Missed: ' || ended_by || ' without it'
        when seventeen_on <= $as_at then 'Missed: the child turned 17 without it'
    end as excused
from timed
