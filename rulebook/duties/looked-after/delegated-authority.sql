/*---
id: delegated-authority
kind: duty
title: Who decides what day to day is written in the placement plan within 5 working days
area: looked after
subject: child
force: law
number: law
source: >-
  Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), reg 9(2), with Schedule 2
  paragraph 3, as amended from 1 July 2013 (SI 2013/984)
in_force: 2013-07-01..
reads: [placement_paper]
owner: allocated_worker
warn: 1 working day
harm: low
harm_why: The child may miss haircuts, sleepovers and clubs that other children have.
gap_after: 6 months
counts: working days
met_by: [placement_plan.delegated_authority_on]
rests_on: [episode]
per: subject
why: A child should not miss a school trip because nobody knows who may say yes.
about: >-
  The placement plan says which decisions the carer may take, so it is owed by the same day as the plan: within five
  working days of the start of each placement. Amended in 2013, from 1 July of that year. A temporary move, or new
  terms with the same carer, is no new placement; placements for adoption are left out (reg 3). For placements that
  began between 24 April and 24 September 2020 the regulation said only as soon as practicable (SI 2020/445), so no
  day can be told. Where the placement ended by the due day nothing was owed; where it ended later without it, it
  was missed.
---*/
select
    subject_id,
    placement_id as occasion_id,
    opened_on as arose_on,
    due_on,
    met_on,
    stopped_on,
    stopped_why,
    missing
from placement_paper
where paper = 'delegated authority'
