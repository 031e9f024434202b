/*---
id: children-waiting-adoption
kind: measure
title: Children who should be placed for adoption and are not yet
area: permanence and adoption
subject: child
statistic: count
period: snapshot
polarity: lower
unit: children
force: local
source: Local count; the decision is the one under the Adoption Agencies Regulations 2005, reg 19
reads: [looked_after_day, adoption_decision, adoption_match, adoption, adoption_case]
rests_on: [episode, adoption_decision]
per: subject
category: how far it has come
claims:
  - value: 38
    unit: children
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: not yet placed, 13 of them matched, 3 waiting without a link or match, and the rest with a change of plan
    authority: 208
    from: 2015-02-24
    to: 2015-03-18
    definition: whom it counts as not yet placed is not said
    same_definition: false
row: one child for whom adoption was decided, on the day
why: A decision that nothing follows leaves a child between two families.
about: >-
  Looked-after children for whom adoption was decided by the day, with the decision not reversed, and who were not living in
  an adoptive placement (A3 to A6). The category says whether a match was decided, the plan was changed though the decision
  stands, or neither; a looked-after return holds a match only once the child is adopted. A child away from an adoptive home for a few days counts as waiting on those.
---*/
with decided as (
    select
        subject_id,
        decided_on,
        case when reversed_on between decided_on and $as_at then reversed_on end as reversed_on
    from adoption_decision
    where decided_on <= $as_at
),

match as (
    select
        subject_id,
        min(decided_on) as matched_on
    from (
        select
            subject_id,
            decided_on
        from adoption_match
        union all
        select
            subject_id,
            matched_on as decided_on
        from adoption
    ) m
    where decided_on <= $as_at
    group by subject_id
),

changed as (
    select
        subject_id,
        max(plan_changed_on) as plan_changed_on
    from adoption_case
    where plan_changed_on <= $as_at
    group by subject_id
),

waiting as (
    select
        d.subject_id,
        d.care_id,
        d.day
    from looked_after_day d
    asof join decided a on a.subject_id = d.subject_id and a.decided_on <= d.day
    where
        (a.reversed_on is null or a.reversed_on > d.day)
        and (a.decided_on >= d.care_started_on or not d.start_known)
        and coalesce(d.placement_type not in ('A3', 'A4', 'A5', 'A6'), true)
)

select
    w.subject_id,
    w.care_id as occasion_id,
    w.day as on_date,
    case
        when c.plan_changed_on <= w.day then 'Change of plan'
        when m.matched_on <= w.day then 'Matched'
        else 'No match recorded'
    end as category
from waiting w
left join match m on m.subject_id = w.subject_id
left join changed c on c.subject_id = w.subject_id
