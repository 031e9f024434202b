/*---
id: proceedings-issued
kind: measure
title: Care cases brought to court
area: child protection
subject: child
statistic: count
period: 12 months
polarity: neutral
unit: cases
force: local
source: Local count of applications under the Children Act 1989, section 31
reads: [court_case_as_at, family]
rests_on: [court_case]
published:
  series: none that Heed has a file of; Cafcass gives care applications by authority
  differs: Cafcass counts applications; here the children of one recorded family for whom they were issued on one day are one case.
claims:
  - value: 100
    unit: cases
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: around 100 a year, year after year, which is many; in the review of the safeguarding board
    authority: 208
    period: not stated
    definition: about how many in any year, not in one
    same_definition: false
row: one case, on the day the application was issued
why: Many cases may say that help came too late; very few, that children wait outside the court for too long.
about: >-
  Applications for a care or supervision order issued in the 12 months to the day. Children recorded as of one family with
  applications of one day are one case, shown under one of them; a child with no family on record is a case of its own.
  Left out where the kind of proceedings is not recorded.
---*/
with kin as (
    select
        subject_id,
        min(family_id) as family_id
    from family
    group by subject_id
),

issued as (
    select
        c.subject_id,
        coalesce(k.family_id, c.subject_id) as family,
        c.issued_on,
        c.kind_known
    from court_case_as_at c
    left join kin k on k.subject_id = c.subject_id
)

select
    min(subject_id) as subject_id,
    family || '/' || issued_on as occasion_id,
    issued_on as on_date,
    case when not bool_or(kind_known) then 'the kind of proceedings is not recorded' end as left_out
from issued
group by family, issued_on
