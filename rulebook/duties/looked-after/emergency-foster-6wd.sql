/*---
id: emergency-foster-6wd
kind: duty
title: Emergency foster placement outside a carer’s terms ended or put right in 6 working days
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 23
in_force: 2011-04-01..
reads: [placement_basis, placement_agreement, placement_spell]
owner: fostering manager
warn: 3 working days
harm: high
harm_why: The child may not be safe, or cared for as they need, with a carer not approved for them.
gap_after: 3 months
counts: working days
met_by: [episode]
rests_on: [episode, placement_basis, placement_agreement]
per: subject
why: A carer approved for other children has not been asked whether they can care for this one.
about: >-
  In an emergency a child may stay with an approved foster carer outside the terms of approval for no more than six
  working days. The clock runs from the start of a placement recorded so, as its basis or in its agreement,
  and is met on the day the placement ended, its basis ended or the terms were met. For placements that began between
  24 April and 24 September 2020 it was 24 weeks (SI 2020/445).
---*/
with outside as (
    select
        subject_id,
        placement_started_on,
        case when ended_on between placement_started_on and $as_at then ended_on end as put_right_on
    from placement_basis
    where basis = 'emergency foster carer' and placement_started_on <= $as_at
    union all
    select
        subject_id,
        placement_started_on,
        case when terms_met_on between placement_started_on and $as_at then terms_met_on end as put_right_on
    from placement_agreement
    where outside_terms and placement_started_on <= $as_at
),

placed as (
    select
        subject_id,
        placement_started_on,
        min(put_right_on) as put_right_on
    from outside
    group by subject_id, placement_started_on
)

select
    e.subject_id,
    e.subject_id || '/' || e.placement_started_on as occasion_id,
    e.placement_started_on as arose_on,
    case
        when e.placement_started_on between '2020-04-24' and '2020-09-24'
            then (e.placement_started_on + interval 168 day)::date
        else working_days_after(e.placement_started_on, 6)
    end as due_on,
    least(e.put_right_on, p.ended_on) as met_on,
    null::date as stopped_on,
    null::varchar as stopped_why
from placed e
left join placement_spell p on p.subject_id = e.subject_id and p.started_on = e.placement_started_on
