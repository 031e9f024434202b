/*---
id: strategy-quorum-rate
kind: measure
title: Strategy discussions that social care, the police and health all took part in
area: child protection
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
force: statutory guidance
number: statutory guidance
source: >-
  Working Together to Safeguard Children, HM Government, 2023, chapter 3, page 86 (strategy discussion, attendees): the
  three are the least (the same in earlier editions, from memory; the 2026 edition could not be read)
reads: [strategy_discussion]
rests_on: [strategy_discussion]
per: subject
category: school or referring agency
published:
  series: none; no return has who took part
  differs: The duty strategy-participants asks for the school or the referring agency as well.
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: almost all were held on the telephone between the police and social care alone; no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
duties: [strategy-participants]
row: one strategy discussion, on the day it was held
counted: had social care, the police and health in them
not_counted: did not have all three in them
why: Each agency holds a piece of the child's story; a decision without one of them is made on less than is known.
about: >-
  Strategy discussions held in the period; counted if social care, the police and health all took part. Left out where it
  is not recorded whether one of them did, unless another is known not to have. The category says whether the school or the
  agency that referred the child took part as well.
---*/
select
    subject_id,
    record_id as occasion_id,
    held_on as on_date,
    social_care and police and health as counted,
    case
        when education or referrer then 'Took part'
        when not education and not referrer then 'Did not take part'
        else 'Not recorded'
    end as category,
    case when (social_care and police and health) is null then 'who took part is not recorded' end as left_out
from strategy_discussion
where held_on between concern_on and $as_at
