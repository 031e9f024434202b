/*---
id: placements-3plus
kind: measure
title: Three or more placements in the year
area: looked after
subject: child
statistic: share
period: snapshot
polarity: lower
unit: "%"
headline: 7
force: published definition
source: DfE, Stability measures for children looked after in England (placement stability), 2018 to 2025; before 2012 the national indicator NI 62
reads: [looked_after_day, main_placement]
rests_on: [episode]
per: subject
category: placement type
category_codes: placement-type
published:
  series: three-placements-percent
  differs: >-
    As published, being placed for adoption by one’s foster carer is no new placement; so here neither is any other new
    placement with the same carer. The published method does not spell out temporary placements: here, following the
    coding rules of the return, T0 to T4 are no placements and coming back from one to the same place is no new one.
    A child whose records begin within the year with an episode that did not begin care is left out unless three are known.
claims:
  - value: 12
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: an average of three years, which are not named; against 11% in England
    authority: 208
    period: not stated
    definition: three or more placements during the year, as an average of three years
    same_definition: false
row: one looked-after child, on the day
counted: had three or more placements in the 12 months
not_counted: had fewer than three placements in the 12 months
why: Every move can cost a child a school, friends and trust.
about: >-
  Children looked after on the day, short breaks left out; counted if they had lived in three or more placements in the
  12 months to that day, the one they began the year in included. A placement returned to after another counts again.
  Left out where fewer than three are known and the records of the child begin within the 12 months, with an episode that did not begin care.
---*/
with moved as (
    select subject_id
    from main_placement
    group by subject_id
    having count(*) >= 3
),

placements as (
    select
        d.subject_id,
        d.day,
        count(*) as placements
    from looked_after_day d
    inner join main_placement m
        on m.subject_id = d.subject_id and m.started_on <= d.day
        and (m.ended_on is null or m.ended_on > d.day - interval 12 months)
    where d.subject_id in (select subject_id from moved)
    group by d.subject_id, d.day
)

select
    d.subject_id,
    d.care_id as occasion_id,
    d.day as on_date,
    p.placements || ' placements in the 12 months' as detail,
    coalesce(p.placements, 0) >= 3 as counted,
    d.placement_type as category,
    case
        when coalesce(p.placements, 0) < 3 and not d.start_known and d.care_started_on > d.day - interval 12 month
            then 'the day the child came into care is not known'
    end as left_out
from looked_after_day d
left join placements p on p.subject_id = d.subject_id and p.day = d.day
