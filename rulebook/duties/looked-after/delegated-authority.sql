/*---
id: delegated-authority
kind: duty
title: Who decides what day to day is written in the placement plan within 5 working days
area: looked after
subject: child
force: law
number: law
source: >-
  Care Planning, Placement and Case Review (England) Regulations 2010, reg 9(2) with Schedule 2, as amended in 2013
  (SI 2013/984); paragraph not checked
in_force: 2013-07-01..
reads: [placement_start, placement_plan]
owner: allocated_worker
warn: 1 working day
why: A child should not miss a school trip because nobody knows who may say yes.
about: >-
  The placement plan says which decisions the carer may take, so it is owed by the same day as the plan: within five
  working days of the start of each placement. Amended in 2013, from 1 July of that year. A temporary move, or new
  terms with the same carer, is no new placement; placements for adoption are left out (reg 3). For placements that
  began between 24 April and 24 September 2020 the regulation said only as soon as practicable (SI 2020/445), so no
  day can be told. Where the placement ended by the due day nothing was owed; where it ended later the clock stops as
  missed.
---*/
with plan as (
    select
        subject_id,
        placement_started_on,
        delegated_authority_on as done_on
    from placement_plan
    where delegated_authority_on <= $as_at
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
