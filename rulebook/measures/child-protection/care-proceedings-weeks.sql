/*---
id: care-proceedings-weeks
kind: measure
title: Length of care proceedings
area: child protection
subject: child
statistic: mean
period: 12 months
polarity: lower
unit: weeks
force: law
number: law
source: Children Act 1989, section 32(1)(a)(ii), as amended by the Children and Families Act 2014, section 14, for the 26 weeks
reads: [court_case_as_at]
rests_on: [court_case]
per: subject
category: how it ended
category_codes: court-outcome
published:
  series: none that Heed has a file of; Cafcass gives the length of care proceedings every quarter
  differs: Cafcass counts applications; here each child counts, so that a family of four counts four times.
claims:
  - value: 35
    unit: weeks
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: quarter 3 of 2014 to 2015, without two cases of long standing, as agreed by the South London Care Proceedings Project
    authority: 208
    from: 2014-10-01
    to: 2014-12-31
    definition: the average length, two cases of long standing left out
    same_definition: false
  - value: 38
    unit: weeks
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: at the time of the inspection, in the review of the safeguarding board; the report gives 35 weeks elsewhere for one quarter
    authority: 208
    period: not stated
    definition: the average length; which cases were counted is not said
    same_definition: false
duties: [care-proceedings-26w]
row: one child’s care proceedings, on the day of the final order
why: Half a year is a long part of a small child's life to wait for an answer about home.
about: >-
  Care and supervision proceedings that ended in a final order in the period, one for each child; the mean of the weeks
  from the day the application was issued. None is left out for being old. Left out where the kind of proceedings is not
  recorded.
---*/
select
    subject_id,
    record_id as occasion_id,
    final_order_on as on_date,
    issued_on as arose_on,
    final_order_on as met_on,
    case when kind_known then (final_order_on - issued_on) / 7.0 end as value,
    outcome as category,
    case when not kind_known then 'the kind of proceedings is not recorded' end as left_out
from court_case_as_at
where final_order_on is not null
