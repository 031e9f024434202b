/*---
id: detention-visit
kind: duty
title: Child who left care for custody visited within 10 working days
area: looked after
subject: child
force: law
number: law
source: Visits to Former Looked After Children in Detention (England) Regulations 2010, reg 4
in_force: 2011-04-01..
reads: [custody, care_spell, care_visit, child_as_at]
owner: allocated_worker
warn: 3 working days
harm: high
harm_why: A child in custody may be harmed, or harm themselves, with nobody from outside to tell.
gap_after: 2 months
counts: working days
met_by: [care_visit]
rests_on: [custody, episode]
per: subject
why: A child in a cell has lost their home as well as their freedom, and may be at their lowest.
about: >-
  Where a child stopped being looked after because they were detained, a visit is owed within ten working days of
  being detained or, where that came later, of the day care ended; care ended on the day custody began, the day
  before it, or during it. Met by a visit of the kind custody at which the child is not recorded as not seen. A
  child on a care order stays looked after and has the visits of reg 28. A relevant child, one of 16 or 17 with 13
  weeks in care since 14, has the leaving care duties instead (reg 2(2)) and is left out; where the records do not
  show how long the child was in care, it cannot be told which of the two it is. Where custody ended, or the child
  turned 18, by the due day nothing was owed; later, it was missed.
---*/
with detained as (
    select
        u.subject_id,
        u.record_id,
        greatest(u.started_on, c.ended_on) as opened_on,
        case when u.ended_on between u.started_on and $as_at then u.ended_on end as released_on,
        case when k.born_on + interval 18 year <= $as_at then (k.born_on + interval 18 year)::date end as grown_on,
        (k.born_on + interval 14 year)::date as fourteen_on,
        (k.born_on + interval 16 year)::date as sixteen_on,
        c.dates_right
    from custody u
    asof join care_spell c on c.subject_id = u.subject_id and c.started_on <= u.started_on
    left join child_as_at k on k.subject_id = u.subject_id
    where
        u.started_on <= $as_at and not c.short_breaks and c.ended_by = 'care ended'
        and c.ended_on between u.started_on - 1 and coalesce(u.ended_on, $as_at)
),

in_care as (
    select
        d.record_id,
        sum(greatest(least(c.ended_on, d.opened_on) - greatest(c.started_on, d.fourteen_on), 0)) as days,
        bool_and(c.start_known or c.started_on <= d.fourteen_on) as days_known
    from detained d
    inner join care_spell c on c.subject_id = d.subject_id and c.started_on < d.opened_on
    group by d.record_id
),

judged as (
    select
        d.*,
        least(d.released_on, d.grown_on) as ended_on,
        case
            when not d.dates_right then 'a date of an episode that cannot be right'
            when d.opened_on >= d.sixteen_on and not i.days_known then 'the day the care started'
        end as missing
    from detained d
    inner join in_care i on i.record_id = d.record_id
    where coalesce(d.opened_on < d.sixteen_on or i.days < 91, true)
)

select
    j.subject_id,
    j.record_id as occasion_id,
    j.opened_on as arose_on,
    case when j.missing is null then working_days_after(j.opened_on, 10) end as due_on,
    case when j.ended_on is null or v.visited_on <= j.ended_on then v.visited_on end as met_on,
    j.ended_on as stopped_on,
    case when j.ended_on = j.released_on then 'custody ended' when j.ended_on is not null then 'the child turned 18' end as stopped_why,
    j.missing
from judged j
asof left join (
    select subject_id, visited_on
    from care_visit
    where kind = 'custody' and coalesce(seen, seen_alone, true) and visited_on <= $as_at
) v on v.subject_id = j.subject_id and v.visited_on >= j.opened_on
where j.missing is null or j.ended_on is null and v.visited_on is null
