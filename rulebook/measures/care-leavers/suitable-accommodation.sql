/*---
id: suitable-accommodation
kind: measure
title: Care leavers aged 19 to 21 in suitable accommodation
area: care leavers
subject: child
statistic: share
period: year to 31 March
polarity: higher
unit: "%"
headline: 8
force: published definition
source: DfE, Children looked after in England including adoptions (care leavers by whether their accommodation is suitable), 2018 to 2025
reads: [care_leaver_19_to_21]
rests_on: [care_leaver]
per: subject
category: accommodation
category_codes: accommodation
published:
  series: care-leavers-suitable-19-21-percent
  differs: >-
    As published, care leavers who died or returned home for six months or more are not counted, and those of whom
    nothing is known are in the denominator. Those whose care another council took over are left out as published only
    if the return leaves them out. The published series for ages 17 and 18 is another one and not counted here.
claims:
  - value: 87
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: "worked out here: the report says that the service stays involved with the remaining 13%"
    authority: 208
    period: not stated
    definition: which care leavers were counted is not said
    same_definition: false
row: one care leaver, in the year to 31 March in which they turned 19, 20 or 21
counted: were in suitable accommodation
not_counted: were not in suitable accommodation, or it is not known
why: Without a safe home a young person cannot hold on to anything else.
about: >-
  Care leavers who turned 19, 20 or 21 in the year to 31 March; counted if their accommodation around that birthday was
  judged suitable. Where it is not known, as when the council is not in touch, they count as not in suitable
  accommodation; where the answer was left blank, or has an unknown code, it cannot be told.
---*/
select
    subject_id,
    record_id as occasion_id,
    year_ending_on as on_date,
    case when age is not null and known_code('accommodation', accommodation) then accommodation[-1] = '1' end as counted,
    accommodation as category,
    case
        when age is null then 'the date of birth is not known'
        when accommodation is null then 'the accommodation was left blank'
        when not known_code('accommodation', accommodation) then 'the accommodation has an unknown code'
    end as left_out
from care_leaver_19_to_21
