/*---
id: cl-pathway-review-move
kind: duty
title: Pathway plan reviewed 28 days after moving to a home the authority provides, then every 3 months
area: care leavers
subject: child
force: law
number: law
source: Care Leavers (England) Regulations 2010, reg 7(3) (text not checked; reg 8(2)(b) refers to it)
in_force: 2011-04-01..
reads: [care_leaver_home, care_leaver_as_at, pathway_review]
owner: allocated_worker
warn: 14 days
counts: days
why: The first weeks alone show whether the home and the help are enough.
about: >-
  Where the authority provides a relevant child with a home that is not a regulated one, the pathway plan is to be
  reviewed within 28 days, and then every three months while the child is under 18 and lives there: one clock for the
  move and one for each review after it. Homes with parents or former carers, children's homes and custody do not
  count. A review on the day of the move does not count. Where the child moved on or turned 18 by the due day
  nothing more was owed; where that came later the clock stops as missed. It cannot be told where no review is recorded at all, or
  before the first collection year (from 1 April) with one.
---*/
with recorded as (
    select (date_trunc('year', min(reviewed_on) - interval 3 month) + interval 3 month)::date as since_on
    from pathway_review
    where reviewed_on <= $as_at
),

home as (
    select
        h.subject_id,
        h.home_id,
        h.started_on,
        least(h.ended_on, case when c.eighteen_on <= $as_at then c.eighteen_on end) as ended_on
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
        true as by_move
    from home
    union all
    select
        h.home_id,
        v.reviewed_on as opened_on,
        false as by_move
    from pathway_review v
    asof join home h on h.subject_id = v.subject_id and h.started_on < v.reviewed_on
    where v.reviewed_on <= coalesce(h.ended_on, $as_at)
),

timed as (
    select
        h.subject_id,
        o.home_id,
        o.opened_on,
        (o.opened_on + case when o.by_move then interval 28 day else interval 3 month end)::date as due_on,
        lead(o.opened_on) over (partition by o.home_id order by o.opened_on) as met_on,
        h.ended_on,
        r.since_on
    from opened o
    inner join home h on h.home_id = o.home_id
    cross join recorded r
)

select
    subject_id,
    home_id || '/' || opened_on as occasion_id,
    opened_on as arose_on,
    case when due_on >= since_on then due_on end as due_on,
    met_on,
    case
        when met_on is not null or ended_on is null or coalesce(due_on < since_on, true) then null
        when ended_on <= due_on then 'Not owed: moved on or turned 18 first'
        else 'Missed: moved on or turned 18 without this review'
    end as excused
from timed
where ended_on is null or opened_on < ended_on
