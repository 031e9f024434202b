/*---
id: long-term-stability
kind: measure
title: Long-term stability
area: looked after
subject: child
statistic: share
period: snapshot
polarity: higher
unit: "%"
force: published definition
source: DfE, Stability measures for children looked after in England (placement stability), 2018 to 2025; before 2012 the national indicator NI 63
reads: [looked_after_day, main_placement, child_as_at]
rests_on: [episode]
per: subject
category: placement type
category_codes: placement-type
published:
  series: long-term-stability-percent
  differs: >-
    A child placed for adoption counts where the adoptive placement and the one before it together lasted two years,
    as in NI 63; the published series no longer says so. Where the records do not show when a child came into care
    (the first episode known is not a start) and show less than 2.5 years, it cannot be told and the child is left out.
    A temporary placement does not break a stay.
claims:
  - value: 70
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: an average, over which years is not said; against 67% in England
    authority: 208
    period: not stated
    definition: long-term placement stability, set beside the average of England
    same_definition: true
row: one child under 16 who had been looked after for two and a half years or more, on the day
counted: had lived in one place for two years
not_counted: had not lived in one place for two years
why: Children do best where they can stay, be known and belong.
about: >-
  Children under 16 on the day who had been looked after for two and a half years or more without a break; counted if
  they had lived with the same carer for the last two years, or were placed for adoption and had been there and in the
  placement before it for two years together.
---*/
with of_age as (
    select
        d.subject_id,
        d.day,
        d.care_id,
        d.care_started_on,
        d.placement_type,
        c.born_on,
        d.care_started_on + interval 30 months <= d.day as long_enough
    from looked_after_day d
    left join child_as_at c on c.subject_id = d.subject_id
    where
        (c.born_on is null or c.born_on + interval 16 years > d.day)
        and (d.care_started_on + interval 30 months <= d.day or not d.start_known)
)

select
    o.subject_id,
    o.care_id as occasion_id,
    o.day as on_date,
    case when o.long_enough then 'in the placement since ' || strftime(m.started_on, '%-d %B %Y') end as detail,
    case
        when o.long_enough and o.born_on is not null
            then m.started_on + interval 2 years <= o.day
            or (m.placement_group = 'Placed for adoption'
                and coalesce(m.last_started_on + interval 2 years <= o.day, false))
    end as counted,
    o.placement_type as category,
    case
        when o.born_on is null then 'the date of birth is not known'
        when not o.long_enough then 'the day the child came into care is not known'
        when m.started_on is null then 'no placement is recorded'
    end as left_out
from of_age o
left join main_placement m
    on m.subject_id = o.subject_id and m.care_started_on = o.care_started_on and m.started_on <= o.day
    and coalesce(m.next_started_on, $as_at::date + 1) > o.day
