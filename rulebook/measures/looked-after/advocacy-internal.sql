/*---
id: advocacy-internal
kind: measure
title: Looked-after children helped by the authority's own advocate
area: looked after
subject: child
statistic: count
period: 12 months
polarity: higher
unit: children
force: local
source: >-
  Local count of help begun; advocacy is a right under the Children Act 1989, section 26A, and the Children Act 1989
  guidance
reads: [advocacy_begun]
rests_on: [advocacy.provider, episode]
per: subject
category: open or closed
claims:
  - value: 14
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in the first quarter of the year, by the internal advocate; which year is not said
    authority: 208
    period: not stated
    definition: children worked with in a quarter, where this measure counts the times that help began
    same_definition: false
row: one time that an advocate began to help a child, on that day
why: Many children only say what they want once somebody stands beside them who wants nothing for himself.
about: >-
  Times that the authority’s own advocate began to help a child who was looked after on that day, in the 12 months to
  the day; a child helped anew counts again, and the number of different children stands with the rows. The category
  says whether the help has ended.
---*/
select
    subject_id,
    record_id as occasion_id,
    started_on as on_date,
    standing as category
from advocacy_begun
where provider = 'internal'
