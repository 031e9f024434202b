/*---
id: placement_paper
kind: view
title: Placement plan and delegated authority owed at the start of a placement
area: looked after
subject: child
reads: [placement_start, placement_plan]
per: subject
about: >-
  Two rows for each placement that the Care Planning Regulations apply to, one for each paper: the placement plan,
  done when it was signed, and the delegated authority written in it. opened_on is the day the placement began, as
  far as known, and due_on the fifth working day after it. due_on is blank, and missing says why, where it cannot be
  told: the day of the start is not known, or the placement began between 24 April and 24 September 2020, when no
  number was set (SI 2020/445). Such a row is left out once the placement has ended or the paper is done. met_on is
  the first day one was done for the placement; stopped_on and stopped_why say when and how the placement ended.
---*/
with written as (
    select
        subject_id,
        'placement plan' as paper,
        placement_started_on,
        signed_on as done_on
    from placement_plan
    where signed_on <= $as_at
    union all
    select
        subject_id,
        'delegated authority' as paper,
        placement_started_on,
        delegated_authority_on as done_on
    from placement_plan
    where delegated_authority_on <= $as_at
),

done as (
    select
        s.placement_id,
        w.paper,
        min(w.done_on) as done_on
    from written w
    asof join placement_start s on s.subject_id = w.subject_id and s.known_from <= w.placement_started_on
    where w.placement_started_on < coalesce(s.ended_on, date '9999-12-31')
    group by s.placement_id, w.paper
),

owed as (
    select
        s.*,
        k.paper,
        d.done_on as met_on,
        coalesce(s.started_on between '2020-04-24' and '2020-09-24', false) as eased
    from placement_start s
    cross join (values ('placement plan'), ('delegated authority')) k(paper)
    left join done d on d.placement_id = s.placement_id and d.paper = k.paper
)

select
    subject_id,
    placement_id,
    paper,
    known_from as opened_on,
    case when not eased then working_days_after(started_on, 5) end as due_on,
    met_on,
    ended_on as stopped_on,
    ended_by as stopped_why,
    case
        when eased then 'how soon it was owed: in those months of 2020 the regulations set no number'
        else missing
    end as missing
from owed
where started_on is not null and not eased or ended_on is null and met_on is null
