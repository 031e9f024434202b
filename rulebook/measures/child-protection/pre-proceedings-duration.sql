/*---
id: pre-proceedings-duration
kind: measure
title: Length of pre-proceedings
area: child protection
subject: child
statistic: mean
period: 12 months
polarity: lower
unit: weeks
force: national standard
number: national standard
source: >-
  Public Law Working Group, best practice guidance on work with families before court, March 2021 (an appendix to its
  report; paragraph not checked, the 16 weeks from memory); Court orders and pre-proceedings: statutory guidance, DfE,
  April 2014, chapter 2, sets no number
reads: [pre_proceedings_as_at]
rests_on: [pre_proceedings]
per: subject
published:
  series: none that Heed has a file of; the children in need census collects pre-proceedings from 2026
  differs: It runs from the letter, as the duty pre-proceedings-end does.
claims:
  - unit: weeks
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: plans and timescales were not clear in the minutes of the panel that watched over them; no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
duties: [pre-proceedings-end]
row: one child’s pre-proceedings, on the day they ended
why: A family cannot live for a year under the threat of court while nobody decides.
about: >-
  Pre-proceedings that ended in the period, by a decision to step up or down or by an application to court, one for each
  child; the mean of the weeks from the day the letter before proceedings was sent. Left out where no letter was sent
  first.
---*/
select
    subject_id,
    occasion_id,
    ended_on as on_date,
    letter_sent_on as arose_on,
    ended_on as met_on,
    case when letter_sent_on <= ended_on then (ended_on - letter_sent_on) / 7.0 end as value,
    case when coalesce(letter_sent_on > ended_on, true) then 'no letter before proceedings is recorded' end as left_out
from pre_proceedings_as_at
where ended_on is not null
