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
harm: medium
harm_why: The child's unhappiness may go unnoticed, and no help be asked for.
gap_after: 12 months
counts: days
met_by: [sdq]
rests_on: [episode]
recurs: true
per: subject
why: It tells, in a few questions, which children are unhappy before anything else shows it.
about: >-
  A questionnaire is owed within twelve months of a child coming into care, of the last one, or of the fourth
  birthday, whichever came last, where that day falls before the seventeenth birthday. One clock for each stretch
  between questionnaires; a year from 29 February is 28 February. Nothing is owed where the disability is too severe
  (SDQ3), or where the carer or the child refused (SDQ2, SDQ5) by the due day, and the next clock starts that day; the
  reason Other (SDQ4) changes nothing. Where it was refused later, care ended later, or the child turned 17 without
  one, it was missed. It cannot be told where the date of birth is not known; once care has ended that is left out.
  The SSDA903 has a score for the year and not its day: a return alone shows nothing here.
---*/
with opened as (
    select
        *,
        greatest(opened_on, (born_on + interval 4 year)::date) as clock_on,
        case when born_on + interval 17 year <= $as_at then (born_on + interval 17 year)::date end as seventeen_on
    from health_cycle
    where kind = 'questionnaire'
),

timed as (
    select
        *,
        (clock_on + interval 12 month)::date as due_on,
        next_on is null and seventeen_on is not null and coalesce(seventeen_on <= until_on, true) as by_age
    from opened
    where
        (born_on is not null or next_on is null and until_on is null)
        and coalesce(clock_on <= $as_at and clock_on + interval 12 month < born_on + interval 17 year, true)
        and (next_on is null or next_on > clock_on or clock_on = opened_on)
)

select
    subject_id,
    occasion_id,
    clock_on as arose_on,
    case when born_on is not null then due_on end as due_on,
    met_on,
    case when by_age then seventeen_on else stopped_on end as stopped_on,
    case when by_age then 'the child turned 17' else stopped_why end as stopped_why,
    case when born_on is null then 'the date of birth' end as missing
from timed
