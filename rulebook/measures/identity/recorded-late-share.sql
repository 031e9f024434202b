/*---
id: recorded-late-share
kind: measure
title: Share of records first written down late
area: identity
subject: child
statistic: share
period: 12 months
polarity: lower
unit: "%"
force: local
number: local
source: Local recording policy; published manuals give one, two or five working days, and no law or guidance sets a number for all records
reads: [written_down]
rests_on: [cin_visit]
per: subject
settings:
  written_down_working_days:
    value: 2
    basis: Heed's default until the authority sets its own; a published manual gives 2 working days for a visit
category: area
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: staff did not systematically record what they did on the electronic case system; no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
duties: []
counts: working days
row: one record, on the day of what happened
counted: were first written down late
not_counted: were written down in time
why: A worry known to one person and not on the record is known to nobody when that person is away.
about: >-
  Everything dated that happened in the period and is on record by the day, as in recording-lag; counted if it first
  came to Heed later than the authority's own number of working days after the day it happened, that day not counted.
  Only what comes by list or is kept in Heed tells that; left out is what came with a yearly return or an extract,
  months after it was written down in the case system, what happened before the first list came, and what was on record
  before the day came. The figure is given for the days that records of visits to children in need cover.
---*/
select
    subject_id,
    record_type || ' ' || record_id as occasion_id,
    happened_on as on_date,
    happened_on as arose_on,
    case
        when left_out is null
            then working_days_after(happened_on, try_cast(setting('written_down_working_days') as integer))
    end as due_on,
    case when left_out is null then recorded_on end as met_on,
    case
        when left_out is null
            then recorded_on > working_days_after(
                happened_on, try_cast(setting('written_down_working_days') as integer)
            )
    end as counted,
    area as category,
    left_out
from written_down
