/*---
id: placement-notification
kind: duty
title: Those who must know of a placement told in writing within 5 working days
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 13(1) to (3)
in_force: 2011-04-01..
reads: [placement_start, placement_notice, placement_location]
owner: allocated_worker
warn: 1 working day
counts: working days
why: A school or a doctor who does not know of a move cannot look after the child.
about: >-
  Written notice of each placement is owed to the parents, the health body, the doctor, the reviewing officer, the
  school of a child from five to fifteen, and the other authority where the placement is recorded as outside this one.
  Before the placement or, in an emergency, within five working days of its start; which it was is not recorded, so
  five working days are given to all. Met on the day the last of them was told. Parents may be left untold for the
  child's safety (reg 13(3)), which counts where the reason is recorded; no other notice may be withheld. A temporary
  move is no new placement; placements for adoption are left out. Where the placement ended by the due day nothing was
  owed; where it ended later the clock stops as missed.
---*/
with notice as (
    select
        n.subject_id,
        n.placement_started_on,
        n.recipient,
        case when n.sent_on <= $as_at then n.sent_on end as sent_on,
        n.recipient = 'parents' and n.withheld is not null as withheld
    from placement_notice n
    where n.placement_started_on <= $as_at
),

recorded as (
    select (date_trunc('year', min(placement_started_on) - interval 3 month) + interval 3 month)::date as since_on
    from notice
),

told as (
    select
        s.placement_id,
        bool_or(n.recipient = 'parents') as parents,
        bool_or(n.recipient = 'health') as health,
        bool_or(n.recipient = 'gp') as gp,
        bool_or(n.recipient = 'reviewing officer') as officer,
        bool_or(n.recipient = 'school') as school,
        bool_or(n.recipient = 'host authority') as host,
        max(coalesce(n.sent_on, s.started_on)) as last_on
    from notice n
    asof join placement_start s on s.subject_id = n.subject_id and s.known_from <= n.placement_started_on
    where (s.ended_on is null or n.placement_started_on < s.ended_on) and (n.sent_on is not null or n.withheld)
    group by s.placement_id
),

outside as (
    select
        subject_id,
        placement_started_on
    from placement_location
    where not inside_authority
),

timed as (
    select
        s.*,
        case
            when
                t.parents and t.health and t.gp and t.officer
                and (t.school or s.born_on is null or s.born_on + interval 5 year > s.started_on
                    or s.born_on + interval 16 year <= s.started_on)
                and (t.host or o.subject_id is null) then t.last_on
        end as met_on,
        working_days_after(s.started_on, 5) as due_on
    from placement_start s
    left join told t on t.placement_id = s.placement_id
    left join outside o on o.subject_id = s.subject_id and o.placement_started_on = s.known_from
),

judged as (
    select
        t.*,
        coalesce(t.due_on < r.since_on, true) as before_records
    from timed t
    cross join recorded r
)

select
    subject_id,
    placement_id as occasion_id,
    known_from as arose_on,
    case when not before_records then due_on end as due_on,
    met_on,
    case
        when met_on is not null or before_records then null
        when ended_on <= due_on then 'Not owed: the placement ended first'
        when ended_on is not null then 'Missed: the placement ended before all were told'
    end as excused
from judged
where not before_records or ended_on is null and met_on is null
