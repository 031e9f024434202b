/*---
id: cl-bnb
kind: measure
title: Care leavers in bed and breakfast
area: care leavers
subject: child
statistic: count
period: snapshot
polarity: lower
unit: young people
force: statutory guidance
number: statutory guidance
source: >-
  The Children Act 1989 guidance and regulations, volume 3: planning transition to adulthood for care leavers, DfE,
  revised January 2015 (last updated 1 February 2022), chapter 7 (accommodation); the two working days confirmed in a
  page that quotes it; paragraph not checked
reads: [care_leaver_home]
rests_on: [accommodation]
per: subject
category: age group
claims:
  - unit: young people
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: a few were or had recently been, and the data contradicted what the authority said; no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
duties: [cl-bed-and-breakfast]
row: one stay in bed and breakfast, on the day
why: The right number is none.
about: >-
  Relevant and former relevant young people whose home on the day was bed and breakfast; one who moved out on the day is not
  counted.
---*/
select
    h.subject_id,
    h.home_id as occasion_id,
    r.day as on_date,
    case when h.standing = 'relevant' then '16 or 17' else '18 or over' end as category
from reporting_days() r
inner join care_leaver_home h on h.started_on <= r.day and (h.ended_on is null or h.ended_on > r.day)
where h.kind = 'bed and breakfast'
