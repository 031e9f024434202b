/*---
id: placement_paper
kind: view
title: Placement plan and delegated authority owed at the start of a placement
area: looked after
subject: child
reads: [placement_start, placement_plan]
about: >-
  Two rows for each placement that the Care Planning Regulations apply to, one for each paper: the placement plan,
  done when it was signed, and the delegated authority written in it. opened_on is the day the placement began, as far
  as known, and due_on the fifth working day after it. due_on is blank where it cannot be told: the day of the start is
  not known; no such paper is recorded anywhere, or it fell due before the first collection year (from 1 April) with
  any; or the placement began between 24 April and 24 September 2020, when no number was set (SI 2020/445). The first
  two are left out once the placement has ended or the paper is done, the last once the paper is done. met_on is the
  first day one was done for the placement. excused says why the clock stopped with the placement: not owed where it
  ended by the due day, missed where it ended later.
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

recorded as (
    select
        k.paper,
        (date_trunc('year', min(w.done_on) - interval 3 month) + interval 3 month)::date as since_on
    from (values ('placement plan'), ('delegated authority')) k(paper)
    left join written w on w.paper = k.paper
    group by k.paper
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

judged as (
    select
        s.subject_id,
        s.placement_id,
        r.paper,
        s.known_from,
        s.ended_on,
        d.done_on as met_on,
        working_days_after(s.started_on, 5) as due_on,
        coalesce(s.started_on between '2020-04-24' and '2020-09-24', false) as eased,
        coalesce(working_days_after(s.started_on, 5) < r.since_on, true) as before_records
    from placement_start s
    cross join recorded r
    left join done d on d.placement_id = s.placement_id and d.paper = r.paper
)

select
    subject_id,
    placement_id,
    paper,
    known_from as opened_on,
    case when not before_records and not eased then due_on end as due_on,
    met_on,
    case
        when met_on is not null or before_records then null
        when ended_on <= due_on then 'Not owed: the placement ended first'
        when ended_on is not null then 'Missed: the placement ended without it'
    end as excused,
    case when eased then 'In those months of 2020 the regulations set no number' end as detail
from judged
where (not before_records or ended_on is null and met_on is null) and not (eased and met_on is not null)
