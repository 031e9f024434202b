/*---
id: placement-plan
kind: duty
title: Placement plan prepared and signed within 5 working days
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 9(1) to (3)
in_force: 2011-04-01..
reads: [placement_start, placement_plan]
owner: allocated_worker
warn: 1 working day
why: Carers cannot care well for a child they have been told nothing about.
about: >-
  A placement plan should be agreed before a child is placed; where it could not be, it is owed within five working
  days of the start. The regulation counts the preparing and asks for the carer's signature without a day of its own;
  the signature is taken, being the day both are known to be done. A temporary move, or new terms with the same carer,
  is no new placement. Placements for adoption are left out (reg 3). For placements that began between 24 April and 24
  September 2020 the regulation said only as soon as practicable (SI 2020/445), so no day can be told. Where the
  placement ended by the due day nothing was owed; where it ended later the clock stops as missed.
---*/
with plan as (
    select
        subject_id,
        placement_started_on,
        signed_on as done_on
    from placement_plan
    where signed_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(done_on) - interval 3 month) + interval 3 month)::date as since_on
    from plan
),

done as (
    select
        s.placement_id,
        min(p.done_on) as done_on
    from plan p
    asof join placement_start s on s.subject_id = p.subject_id and s.known_from <= p.placement_started_on
    where s.ended_on is null or p.placement_started_on < s.ended_on
    group by s.placement_id
),

timed as (
    select
        s.*,
        d.done_on as met_on,
        working_days_after(s.started_on, 5) as due_on
    from placement_start s
    left join done d on d.placement_id = s.placement_id
),

judged as (
    select
        t.*,
        coalesce(t.started_on between '2020-04-24' and '2020-09-24', false) as eased,
        coalesce(t.due_on < r.since_on, true) as before_records
    from timed t
    cross join recorded r
)

select
    subject_id,
    placement_id as occasion_id,
    known_from as arose_on,
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
