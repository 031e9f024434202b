/*---
id: marac-volume
kind: measure
title: Cases at the MARAC against the number that was to be expected
area: child protection
subject: child
statistic: sum
period: 12 months
polarity: higher
unit: "%"
force: local
number: local
source: Local projection of high-risk victims, made after the method of SafeLives (formerly CAADA)
reads: [marac_case]
rests_on: [marac_case]
settings:
  marac_projected_cases:
    value: 500
    basis: "The year's projection that CAADA made for Lambeth in 2014, as Ofsted quotes it; each authority sets its own"
claims:
  - value: 77
    unit: "%"
    said_by: Data given to CAADA, as quoted by Ofsted in May 2015
    about: April 2013 to March 2014; 387 cases of the 500 projected, 2% fewer than at the self-assessment of 2013
    authority: 208
    from: 2013-04-01
    to: 2014-03-31
    definition: all cases that the MARAC discussed, with and without a child in the home
    same_definition: false
row: one case, on the day the MARAC heard it, as its part of what was to be expected
why: Far fewer cases than expected says that high-risk victims are not being found.
about: >-
  Cases with a child in the household that the MARAC heard in the 12 months to the day, as a percentage of the cases that
  were to be expected in a year; each case adds its part. A case with three children counts once, and is shown under one
  of them. Cases in homes without a child are not held here, so where the projection is of all high-risk victims the
  figure is too low.
---*/
select
    min(subject_id) as subject_id,
    marac_case_id as occasion_id,
    min(heard_on) as on_date,
    100.0 / nullif(try_cast(setting('marac_projected_cases') as double), 0) as value
from marac_case
where heard_on <= $as_at
group by marac_case_id
