/*---
id: lac-review-participation
kind: measure
title: Looked-after reviews in which the child took part
area: looked after
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
force: national standard
source: >-
  DfE, Children looked-after by local authorities in England: guide to the SSDA903 collection, 2023 to 2024, codes PN0 to
  PN7; the views of the child are asked for by the Care Planning Regulations 2010, schedule 7
reads: [review, child_as_at]
rests_on: [review.participation]
per: subject
category: how the child took part
category_codes: participation
claims:
  - unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: the majority of looked-after young people took part, no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
row: one review, on the day it was held
counted: had the child take part
not_counted: did not have the child take part
why: It is the child's life that is being reviewed.
about: >-
  Reviews held in the 12 months to the day of children of four and over; counted if the child attended or had views
  brought in another way (PN1 to PN6, attending without contributing included). Left out where how the child took part
  was not recorded, or has an unknown code.
---*/
select
    v.subject_id,
    v.record_id as occasion_id,
    v.reviewed_on as on_date,
    case when known_code('participation', v.participation) then v.participation <> 'PN7' end as counted,
    v.participation as category,
    case
        when v.participation is null then 'how the child took part was not recorded'
        when not known_code('participation', v.participation) then 'how the child took part has an unknown code'
    end as left_out
from review v
left join child_as_at c on c.subject_id = v.subject_id
where
    v.reviewed_on <= $as_at and v.participation is distinct from 'PN0'
    and coalesce(c.born_on + interval 4 year <= v.reviewed_on, true)
