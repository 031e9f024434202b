/*---
id: cin-count
kind: measure
title: Children in need
area: assessment
subject: child
statistic: count
period: snapshot
polarity: neutral
unit: children
force: published definition
source: DfE, Children in need, table B1 (children in need at 31 March), 2013 to 2025
reads: [cin_episode, referral]
rests_on: [cin_episode]
per: subject
category: primary need
category_codes: primary-need
published:
  series: cin-at-31-march
  differs: >-
    The published count is of episodes of need; this one counts a child with two open episodes once, on the later
    referral. As published, it includes children on a child protection plan, looked-after children, care leavers and
    unborn children whose episode is in the census, and children still waiting for an assessment.
claims:
  - value: 1984
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: in the section on the area
    authority: 208
    as_at: 2014-12-31
    definition: identified through assessment as formally in need of a specialist children's service
    same_definition: false
row: one child in need, on the day
why: How many children the service owes help to is where every other figure starts.
about: >-
  Children with an episode of need that was open at the end of the day: referred on or before it and not closed on or
  before it. A referral that led to no further action is not an episode of need.
---*/
with need as (
    select
        e.subject_id,
        e.record_id,
        e.referred_on,
        case when e.closed_on between e.referred_on and $as_at then e.closed_on end as closed_on,
        e.primary_need
    from cin_episode e
    left join referral r on r.subject_id = e.subject_id and r.referred_on = e.referred_on
    where e.referred_on <= $as_at and not coalesce(r.no_further_action, false)
)

select
    n.subject_id,
    arg_max(n.record_id, n.referred_on) as occasion_id,
    d.day as on_date,
    nullif(arg_max(coalesce(n.primary_need, ''), n.referred_on), '') as category
from reporting_days() d
inner join need n on n.referred_on <= d.day and (n.closed_on is null or n.closed_on > d.day)
group by n.subject_id, d.day
