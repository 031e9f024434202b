/*---
id: cl-in-touch
kind: measure
title: Care leavers aged 19 to 21 with whom the authority is in touch
area: care leavers
subject: child
statistic: share
period: year to 31 March
polarity: higher
unit: "%"
force: published definition
source: DfE, Children looked after in England including adoptions (care leavers by whether the council is in touch), 2018 to 2025
reads: [care_leaver_19_to_21]
rests_on: [care_leaver]
per: subject
category: in touch
category_codes: in-touch
published:
  series: "none that Heed has a file of; Children looked after in England: care leavers 19 to 21 years, council is in touch with the care leaver"
  differs: As published, care leavers who died or returned home for six months or more are not counted.
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: staff tried to trace all young people, no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
duties: [cl-keep-in-touch]
row: one care leaver, in the year to 31 March in which they turned 19, 20 or 21
counted: were in touch with the council
not_counted: were not in touch with the council
why: Help cannot reach somebody whom nobody can reach.
about: >-
  Care leavers who turned 19, 20 or 21 in the year to 31 March; counted if the authority was in touch around that birthday. Those
  who refused contact or need no more help count as not in touch. Left out where the answer or the age is not known.
---*/
select
    subject_id,
    record_id as occasion_id,
    year_ending_on as on_date,
    case when age is not null and known_code('in-touch', in_touch) then in_touch = 'YES' end as counted,
    in_touch as category,
    case
        when age is null then 'the date of birth is not known'
        when in_touch is null then 'the answer was left blank'
        when not known_code('in-touch', in_touch) then 'the answer has an unknown code'
    end as left_out
from care_leaver_19_to_21
