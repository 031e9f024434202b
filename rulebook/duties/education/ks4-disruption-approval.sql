/*---
id: ks4-disruption-approval
kind: duty
title: Move that disrupts key stage 4 approved before it happens
area: education
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 10(1) and (2)
in_force: 2011-04-01..
reads: [placement_approval]
owner: virtual school head
warn: 5 working days
harm: medium
harm_why: The child may lose teachers and courses just before examinations, without need.
gap_after: 3 months
counts: working days
met_by: [placement_approval]
rests_on: [placement_approval]
per: subject
why: A change of school in the two years before the examinations can cost a child all of them.
about: >-
  A gate: a placement change that disrupts the education of a child in key stage 4 (years 10 and 11) has been approved
  by the nominated officer, or the director, by the day the new placement begins. Approved later it is met late; where
  it is not recorded who approved it, it cannot be told. None is owed where the last placement had to end at once (reg
  10(3)). One clock for each move recorded as needing such approval, from the day it was proposed; while the new
  placement has not begun it has no day to be judged by and is not shown. Moves that nobody recorded as needing approval
  are not seen.
---*/
select
    subject_id,
    record_id as occasion_id,
    least(proposed_on, placement_started_on) as arose_on,
    case when approved_by is not null or coalesce(approved_on > $as_at, true) then placement_started_on end as due_on,
    case when approved_on <= $as_at and approved_by is not null then approved_on end as met_on,
    null::date as stopped_on,
    case when emergency then 'the last placement had to end at once' end as stopped_why,
    case when approved_on <= $as_at and approved_by is null then 'who approved the move' end as missing
from placement_approval
where kind = 'key stage 4' and placement_started_on <= $as_at
