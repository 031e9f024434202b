/*---
id: cpp-domestic-abuse
kind: measure
title: Children on a plan in whose life domestic abuse plays a part
area: child protection
subject: child
statistic: share
period: snapshot
polarity: neutral
unit: "%"
force: local
source: Local count, by the factors found at assessment that the children in need census collects (codes 3A, 3B and 3C)
reads: [plan_day, assessment]
rests_on: [cp_plan, assessment.factors]
per: subject
category: category of abuse
category_codes: abuse-category
claims:
  - value: 70
    unit: "%"
    said_by: Lambeth Safeguarding Children Board, annual report 2013 to 2014, as quoted by Ofsted in May 2015
    about: the year 2013 to 2014
    authority: 208
    from: 2013-04-01
    to: 2014-03-31
    definition: child protection cases of which domestic abuse is a feature; how it was counted is not said
    same_definition: false
row: one child on a child protection plan, on the day
counted: have domestic abuse in their lives, as assessed
not_counted: have none in their lives, as assessed
why: A plan that leaves out the violence between the adults protects nobody.
about: >-
  Children on a child protection plan at the end of the day; counted if the last assessment authorised by then that
  names any factor names domestic abuse, of the child, a parent or carer, or another person in the home. Left out where no
  such assessment is on record.
---*/
with found as (
    select
        subject_id,
        authorised_on,
        bool_or(list_has_any(factors, ['3A', '3B', '3C'])) as domestic_abuse
    from assessment
    where authorised_on <= $as_at and len(factors) > 0
    group by subject_id, authorised_on
)

select
    p.subject_id,
    p.plan_id as occasion_id,
    p.day as on_date,
    f.domestic_abuse as counted,
    p.abuse_category as category,
    case when f.subject_id is null then 'no factors are recorded from an assessment' end as left_out
from plan_day p
asof left join found f on f.subject_id = p.subject_id and f.authorised_on <= p.day
