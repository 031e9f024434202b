/*---
id: lac-gcse
kind: measure
title: Looked-after children with five good GCSEs including English and mathematics
area: education
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
force: published definition
source: DfE, Outcomes for children looked after by local authorities in England (key stage 4, five GCSEs at A* to C with English and mathematics), 2013 to 2016
reads: [school_year, care_to_18]
rests_on: [school_year, episode]
per: subject
published:
  series: none since 2016; until then Outcomes for children looked after, five or more GCSEs at A* to C including English and mathematics
  differs: >-
    As published, the children were looked after for twelve months at 31 March. Here they are those of the examination
    year who were looked after on its last day. The measure was retired; Attainment 8 took its place.
claims:
  - value: 36
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: school year 2013/14
    authority: 208
    from: 2013-09-01
    to: 2014-08-31
    definition: five GCSEs at A* to C with English and mathematics, set beside the national rate
    same_definition: true
  - value: 23
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: the school year before
    authority: 208
    from: 2012-09-01
    to: 2013-08-31
    definition: five GCSEs at A* to C with English and mathematics, set beside the national rate
    same_definition: true
row: one child in the last year of key stage 4, on the last day of the school year
counted: had five good GCSEs with English and mathematics
not_counted: did not have five good GCSEs with English and mathematics
why: Five good GCSEs are the ticket to almost everything that comes after school.
about: >-
  Children in the last year of key stage 4 who were looked after on the last day of the school year, that ended in the
  period; counted if they had five GCSEs at A* to C, or 4 to 9 since 2017, with English and mathematics. Left out where
  the result is not recorded.
---*/
with cohort as (
    select
        s.subject_id,
        s.record_id,
        s.year_ending_on,
        s.five_good_gcses,
        c.until_on
    from school_year s
    asof join care_to_18 c on c.subject_id = s.subject_id and c.started_on <= s.year_ending_on
    where s.gcse_cohort and s.year_ending_on <= $as_at
)

select
    subject_id,
    record_id as occasion_id,
    year_ending_on as on_date,
    five_good_gcses as counted,
    case when five_good_gcses is null then 'the result is not recorded' end as left_out
from cohort
where until_on is null or until_on > year_ending_on
