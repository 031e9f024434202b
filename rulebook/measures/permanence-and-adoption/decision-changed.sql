/*---
id: decision-changed
kind: measure
title: Decisions for adoption that were changed
area: permanence and adoption
subject: child
statistic: share
period: 3 years
polarity: lower
unit: "%"
force: published definition
source: "DfE, Adoption scorecards, indicator A5 (year ending March 2018: methodology and guidance, March 2019)"
reads: [adoption_decision]
rests_on: [adoption_decision]
per: subject
category: why reversed
category_codes: adoption-reversed
published:
  series: "none that Heed has a file of; Adoption scorecards: A5 children for whom the permanence decision has changed away from adoption"
  differs: >-
    Here a decision is followed from the year in which it was made, whenever it was changed; the published series divides the
    changes of a year by the decisions and adoptions about then.
claims:
  - value: 13
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: one percentage point above England, and likely to rise with planned revocations
    authority: 208
    period: not stated
    definition: permanence decisions that moved away from adoption
    same_definition: false
row: one decision for adoption, on the day it was made
counted: were changed
not_counted: were not changed
why: Each change means that a child was promised a family that did not come.
about: >-
  Decisions that a child should be placed for adoption made in the three years to 31 March; counted if reversed by the day
  asked about, for whatever reason.
---*/
select
    subject_id,
    record_id as occasion_id,
    decided_on as on_date,
    case when reversed_on between decided_on and $as_at then 'changed on ' || strftime(reversed_on, '%-d %B %Y') end as detail,
    coalesce(reversed_on between decided_on and $as_at, false) as counted,
    case when reversed_on between decided_on and $as_at then reversed_reason end as category
from adoption_decision
where decided_on <= $as_at
