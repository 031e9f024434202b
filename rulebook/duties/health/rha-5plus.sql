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
harm: medium
harm_why: Illness, poor sight or distress may go untreated for another year.
gap_after: 12 months
counts: days
met_by: [health_assessment]
rests_on: [episode]
recurs: true
per: subject
why: A year is long in a child's life, and a plan for their health must keep up with it.
about: >-
  From each health assessment held while a child is looked after, the next is owed within twelve months, once six
  months from it no longer run out before the fifth birthday (until then rha-under5 asks for one every six months).
  One clock for each assessment, named after it; a year from 29 February is 28 February. The first assessment of all
  has a duty of its own (iha); a child who has gone without any for as long as this since coming into care is late
  here too. Where a child competent to do so declined by the due day, or care ended or the child turned 18, nothing
  more was owed; where later, it was missed. An assessment declined starts the next clock. It cannot be told where the
  date of birth is not known; once care has ended that is left out. The SSDA903 says only whether there was one in the
  year, and not when: a return alone shows nothing here.
---*/
with timed as (
    select
        *,
        (opened_on + interval 12 month)::date as due_on
    from health_cycle
    where kind = 'assessment' and coalesce(opened_on + interval 6 month >= born_on + interval 5 year, true)
)

select
    subject_id,
    occasion_id,
    opened_on as arose_on,
    case when born_on is not null then due_on end as due_on,
    met_on,
    stopped_on,
    stopped_why,
    case when born_on is null then 'the date of birth' end as missing
from timed
where
    (number > 0 or least(next_on, until_on, $as_at) > due_on)
    and (born_on is not null or next_on is null and until_on is null)
