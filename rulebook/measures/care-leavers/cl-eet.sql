/*---
id: cl-eet
kind: measure
title: Care leavers aged 19 to 21 in education, employment or training
area: care leavers
subject: child
statistic: share
period: year to 31 March
polarity: higher
unit: "%"
force: published definition
source: DfE, Children looked after in England including adoptions (care leavers by activity), 2018 to 2025
reads: [care_leaver_19_to_21]
rests_on: [care_leaver]
per: subject
category: main activity
category_codes: activity
published:
  series: "none that Heed has a file of; Children looked after in England: care leavers 19 to 21 years, total in education, employment or training"
  differs: >-
    As published, care leavers who died or returned home for six months or more are not counted, and those of whom
    nothing is known are in the denominator. Those whose care another council took over are left out as published only
    if the return leaves them out. The published series for ages 17 and 18 is another one and not counted here.
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: not enough care leavers were in education, employment or training; no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
row: one care leaver, in the year to 31 March in which they turned 19, 20 or 21
counted: were in education, employment or training
not_counted: were not in education, employment or training, or it is not known
why: What a young person does at this age decides much of what comes after.
about: >-
  Care leavers who turned 19, 20 or 21 in the year to 31 March; counted if around that birthday they were in education,
  training or work, full or part time. Where it is not known they count as not; where the answer was left blank, or
  has an unknown code, it cannot be told.
---*/
select
    subject_id,
    record_id as occasion_id,
    year_ending_on as on_date,
    case when age is not null and known_code('activity', activity) then activity[1] in ('F', 'P') end as counted,
    activity as category,
    case
        when age is null then 'the date of birth is not known'
        when activity is null then 'the activity was left blank'
        when not known_code('activity', activity) then 'the activity has an unknown code'
    end as left_out
from care_leaver_19_to_21
