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
harm: medium
harm_why: The child may miss school, medicine or protection because those nearby do not know of them.
gap_after: 3 months
counts: working days
met_by: [placement_notice]
rests_on: [episode]
per: subject
why: A school or a doctor who does not know of a move cannot look after the child.
about: >-
  Written notice of each placement is owed to the parents, the health body, the doctor, the reviewing officer, the
  school of a child from five to fifteen, and the other authority where the placement is recorded as outside this
  one. Before the placement or, in an emergency, within five working days of its start; which it was is not
  recorded, so five working days are given to all. Met on the day the last of them was told. Parents may be left
  untold for the child's safety (reg 13(3)), which counts where the reason is recorded; no other notice may be
  withheld. A temporary move is no new placement; placements for adoption are left out. Where the placement ended by
  the due day nothing was owed; where it ended later with somebody not told, it was missed.
---*/
with told as (
    select
        s.placement_id,
        bool_or(n.recipient = 'parents') as parents,
        bool_or(n.recipient = 'health') as health,
        bool_or(n.recipient = 'gp') as gp,
        bool_or(n.recipient = 'reviewing officer') as officer,
        bool_or(n.recipient = 'school') as school,
        bool_or(n.recipient = 'host authority') as host,
        max(case when n.sent_on <= $as_at then n.sent_on end) as last_on
    from placement_notice n
    asof join placement_start s on s.subject_id = n.subject_id and s.known_from <= n.placement_started_on
    where
        n.placement_started_on < coalesce(s.ended_on, $as_at::date + 1)
        and (n.sent_on <= $as_at or n.recipient = 'parents' and n.withheld is not null)
    group by s.placement_id
),

timed as (
    select
        s.*,
        working_days_after(s.started_on, 5) as due_on,
        case
            when
                t.parents and t.health and t.gp and t.officer
                and (t.school or s.born_on is null or s.born_on + interval 5 year > s.known_from
                    or s.born_on + interval 16 year <= s.known_from)
                and (t.host or o.subject_id is null) then t.last_on
        end as met_on
    from placement_start s
    left join told t on t.placement_id = s.placement_id
    left join placement_location o
        on o.subject_id = s.subject_id and o.placement_started_on = s.known_from and not o.inside_authority
)

select
    subject_id,
    placement_id as occasion_id,
    known_from as arose_on,
    due_on,
    met_on,
    ended_on as stopped_on,
    ended_by as stopped_why,
    missing
from timed
where due_on is not null or met_on is null and ended_on is null
