/*---
id: cl-pathway-review-move
kind: duty
title: Pathway plan reviewed 28 days after moving to a home the authority provides, then every 3 months
area: care leavers
subject: child
force: law
number: law
source: >-
  Care Leavers (England) Regulations 2010, reg 7(3): text not checked, so that the 28 days and the three months are
  not confirmed; reg 8(2)(b), which was read, refers to its review
in_force: 2011-04-01..
reads: [care_leaver_home, care_leaver_as_at, pathway_review]
owner: allocated_worker
warn: 14 days
harm: medium
harm_why: A home that is not working out may go on so, and the young person may lose it.
gap_after: 3 months
counts: days
met_by: [pathway_review]
rests_on: [accommodation]
per: subject
why: The first weeks alone show whether the home and the help are enough.
about: >-
  Where the authority provides a relevant child with a home that is not a regulated one, the pathway plan is to be
  reviewed within 28 days, and then every three months while the child is under 18 and lives there: one clock for the
  move and one for each review after it. Homes with parents or former carers, children's homes and custody do not
  count. A review on the day of the move does not count. Where the child moved on or turned 18 by the due day nothing
  more was owed; where later, the review was missed.
---*/
with home as (
    select
        h.subject_id,
        h.home_id,
        h.started_on,
        least(h.ended_on, case when c.eighteen_on <= $as_at then c.eighteen_on end) as ended_on,
        case when h.ended_on <= coalesce(c.eighteen_on, h.ended_on) then 'the child moved on' else 'the child turned 18' end as ended_by
    from care_leaver_home h
    inner join care_leaver_as_at c on c.subject_id = h.subject_id
    where
        h.provided and h.standing = 'relevant'
        and coalesce(h.kind not in ('parents', 'community home', 'former foster carers', 'custody', 'homeless'), true)
),

opened as (
    select
        home_id,
        started_on as opened_on,
        interval 28 day as within
    from home
    union all
    select
        h.home_id,
        v.reviewed_on as opened_on,
        interval 3 month as within
    from pathway_review v
    asof join home h on h.subject_id = v.subject_id and h.started_on < v.reviewed_on
    where v.reviewed_on <= coalesce(h.ended_on, $as_at)
),

followed as (
    select
        *,
        lead(opened_on) over (partition by home_id order by opened_on) as next_on
    from opened
)

select
    h.subject_id,
    h.home_id || '/' || f.opened_on as occasion_id,
    f.opened_on as arose_on,
    (f.opened_on + f.within)::date as due_on,
    f.next_on as met_on,
    h.ended_on as stopped_on,
    case when h.ended_on is not null then h.ended_by end as stopped_why
from followed f
inner join home h on h.home_id = f.home_id
where h.ended_on is null or f.opened_on < h.ended_on
