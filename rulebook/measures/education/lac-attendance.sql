/*---
id: lac-attendance
kind: measure
title: School attendance of looked-after children
area: education
subject: child
statistic: mean
period: 12 months
polarity: higher
unit: "%"
force: published definition
source: DfE, Outcomes for children in need, including children looked after by local authorities in England (absence), 2014 to 2024
reads: [school_year, care_to_18]
rests_on: [school_year, episode]
per: subject
published:
  series: "none that Heed has a file of; Outcomes for children in need, including children looked after: absence, sessions missed overall"
  differs: >-
    The published figure is absence, all sessions missed by all children together divided by all that were possible, for
    children looked after for twelve months at 31 March. Here each child counts the same, and every child looked after on
    the day the school year ended.
claims:
  - value: 96
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: overall attendance of looked-after children
    authority: 208
    period: not stated
    definition: overall attendance; how it was counted is not said
    same_definition: false
row: one child’s school year, on its last day
why: A child who is in school is seen, taught and among friends.
about: >-
  The mean, over children looked after on the last day of a school year that ended in the period, of the share of
  possible sessions that each attended. A child with no possible sessions, or none recorded, is left out.
---*/
with years as (
    select
        s.subject_id,
        s.record_id,
        s.year_ending_on,
        s.possible,
        s.attended,
        c.until_on
    from school_year s
    asof join care_to_18 c on c.subject_id = s.subject_id and c.started_on <= s.year_ending_on
    where s.year_ending_on <= $as_at
)

select
    subject_id,
    record_id as occasion_id,
    year_ending_on as on_date,
    case when possible > 0 then 100.0 * attended / possible end as value,
    case when coalesce(possible, 0) = 0 or attended is null then 'no sessions recorded' end as left_out
from years
where until_on is null or until_on > year_ending_on
