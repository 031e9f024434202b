/*---
id: advocacy-commissioned
kind: measure
title: Looked-after children helped by commissioned advocates
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
  - value: 27
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: between October and December 2014, by a commissioned service
    authority: 208
    from: 2014-10-01
    to: 2014-12-31
    definition: children worked with, where this measure counts the times that help began
    same_definition: false
  - value: 10
    unit: cases
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: still open at the end of the year
    authority: 208
    as_at: 2014-12-31
    definition: cases that were open on a day, where this measure counts the times that help began
    same_definition: false
  - value: 45
    unit: issues
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: resolved between October and December 2014
    authority: 208
    from: 2014-10-01
    to: 2014-12-31
    definition: issues resolved, not children
    same_definition: false
row: one time that an advocate began to help a child, on that day
why: Many children only say what they want once somebody stands beside them who wants nothing for himself.
about: >-
  Times that a commissioned advocate began to help a child who was looked after on that day, in the 12 months to the
  day; a child helped anew counts again, and the number of different children stands with the rows. The category says
  whether the help has ended.
---*/
select
    subject_id,
    record_id as occasion_id,
    started_on as on_date,
    standing as category
from advocacy_begun
where provider = 'commissioned'
