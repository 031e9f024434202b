/*---
id: recording-lag
kind: measure
title: Days from what happened to when it was first written down
area: identity
subject: child
statistic: median
period: 12 months
polarity: lower
unit: days
force: local
source: Local, a measure of Heed's own; no law or guidance sets a number for all records
reads: [written_down]
rests_on: [cin_visit]
per: subject
category: area
claims:
  - unit: days
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: staff did not systematically record what they did on the electronic case system; no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
row: one record, on the day of what happened
why: What is written weeks later is not what the child said, and nobody else could know of it until then.
about: >-
  Everything dated that happened in the period and is on record by the day: contacts, visits, conferences, core groups,
  reviews, strategy discussions, assessments and checks; the median of the days from the day it happened to the day it
  first came to Heed. Only what comes by list or is kept in Heed tells that; left out is what came with a yearly return
  or an extract, months after it was written down in the case system, what happened before the first list came, and what
  was on record before the day came. What has not been written down yet cannot be counted, so the last weeks look better
  than they will. The figure is given for the days that records of visits to children in need cover.
---*/
select
    subject_id,
    record_type || ' ' || record_id as occasion_id,
    happened_on as on_date,
    happened_on as arose_on,
    case when left_out is null then recorded_on end as met_on,
    case when left_out is null then recorded_on - happened_on end as value,
    area as category,
    left_out
from written_down
