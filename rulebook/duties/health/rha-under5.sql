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
harm: medium
harm_why: A delay in how the child speaks, hears or moves may be found too late to help easily.
gap_after: 6 months
counts: days
met_by: [health_assessment]
rests_on: [episode]
per: subject
why: A small child changes fast, and what is found early can still be put right.
about: >-
  From each health assessment held while a child is looked after, the next is owed within six months, for as long as
  the six months run out before the fifth birthday; after that rha-5plus asks for one a year. One clock for each
  assessment, named after it; six months from 31 August is the last day of February. The first assessment of all has a
  duty of its own (iha); a child who has gone without any for as long as this since coming into care is late here too.
  Where a child competent to do so declined by the due day, or care ended or the child turned 18, nothing more was
  owed; where later, it was missed. An assessment declined starts the next clock. A child whose date of birth is not
  known is under rha-5plus. The SSDA903 says only whether there was one in the year, and not when: a return alone
  shows nothing here.
---*/
with timed as (
    select
        *,
        (opened_on + interval 6 month)::date as due_on
    from health_cycle
    where kind = 'assessment' and opened_on + interval 6 month < born_on + interval 5 year
)

select
    subject_id,
    occasion_id,
    opened_on as arose_on,
    due_on,
    met_on,
    stopped_on,
    stopped_why
from timed
where number > 0 or least(next_on, until_on, $as_at) > due_on
