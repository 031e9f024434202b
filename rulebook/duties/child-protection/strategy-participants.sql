/*---
id: strategy-participants
kind: duty
title: Everyone needed took part in the strategy discussion
area: child protection
subject: child
force: local
number: local
source: >-
  Local: Working Together to Safeguard Children, HM Government, 2023, chapter 3, page 86 (strategy discussion,
  attendees), has social care, the police and health as the least, and the school or the agency that referred among
  those who may be there; that one of these must be, and the time to consult it, are local
in_force: 2013-04-15..
reads: [strategy_discussion, case_end]
owner: team manager
warn: 1 working day
harm: medium
harm_why: A sign of danger known to one agency may be missing when it is decided how to act.
gap_after: 1 month
counts: working days
met_by: [strategy_discussion]
rests_on: [strategy_discussion, cin_episode]
per: subject
settings:
  strategy_consulted_working_days:
    value: 1
    basis: Heed's default until the authority sets its own; the guidance sets no time for it
why: Each agency holds a piece of the child's story; a discussion without one of them decides on less than is known.
about: >-
  Each strategy discussion held is to have had social care, the police and health in it, and the school or the agency
  that referred. With all of them it is met on its day. An urgent one may go ahead without the referring agency if that
  agency is consulted within the authority's own number of working days (by the end of the next). A discussion without
  one of them is put right by a later one with all, and is overdue until then; detail says who was missing. The end of
  the case stops the clock. Where it is not recorded who took part it cannot be told.
---*/
with held as (
    select
        subject_id,
        record_id,
        held_on,
        case
            when urgent
                then working_days_after(held_on, try_cast(setting('strategy_consulted_working_days') as integer))
            else held_on
        end as due_on,
        social_care and police and health as core,
        coalesce(education, false) or coalesce(referrer, false) as fourth,
        education is null and referrer is null as fourth_unknown,
        case when referrer_consulted_on between held_on and $as_at then referrer_consulted_on end as consulted_on,
        concat_ws(
            ', ',
            case when not social_care then 'social care' end,
            case when not police then 'police' end,
            case when not health then 'health' end,
            case when not coalesce(education or referrer, education, referrer) then 'school or referring agency' end
        ) as absent
    from strategy_discussion
    where held_on between concern_on and $as_at
),

followed as (
    select
        *,
        core is null or core and fourth_unknown and consulted_on is null as unclear,
        min(case when core and fourth then held_on when core then consulted_on end) over (
            partition by subject_id order by held_on, record_id rows between current row and unbounded following
        ) as met_on
    from held
)

select
    f.subject_id,
    f.record_id as occasion_id,
    f.held_on as arose_on,
    case when f.met_on is not null or not f.unclear then f.due_on end as due_on,
    case when e.ended_on is null or f.met_on <= e.ended_on then f.met_on end as met_on,
    e.ended_on as stopped_on,
    e.reason as stopped_why,
    case when f.met_on is null and f.unclear then 'who took part' end as missing,
    'Missing: ' || nullif(f.absent, '') as detail
from followed f
left join case_end e on e.subject_id = f.subject_id and f.held_on between e.from_on and e.ended_on
