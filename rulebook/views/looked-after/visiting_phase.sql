/*---
id: visiting_phase
kind: view
title: Which visiting rule applies to a looked-after child
area: looked after
subject: child
reads: [main_placement, placement_spell, legal_spell, child_as_at, placement_basis, long_term_placement, review, review_meeting]
per: subject
about: >-
  Each stay of a looked-after child in one placement (temporary moves aside), cut into the stretches in which one
  paragraph of reg 28 of the Care Planning Regulations 2010 sets how often the child is visited. In order: an
  interim care order while living with parents (P1), a connected person's temporary approval (reg 24), living with
  parents before assessment (reg 19), a care order while living with parents, a long-term foster placement after a
  year in which the child agreed to fewer visits (from April 2015), the first year, a placement meant to last to 18,
  and any other. reviewed says that the first review since such an arrangement began has been held. restarts says
  that the first visit is owed within a week of the stretch's first day. Where the day a placement began is not
  known nothing is counted from the first day known: it restarts nothing, and the first year is taken as over.
  missing names a date of the child's that cannot be right. Children placed for adoption are left out (reg 3), and
  so are short breaks. The last stretch ends at 18. stay_started_on and stay_ended_on are of the whole stay.
---*/
with stay as (
    select
        p.subject_id,
        p.started_on,
        least(
            p.ended_on, case when c.born_on + interval 18 year <= $as_at then (c.born_on + interval 18 year)::date end
        ) as ended_on,
        coalesce(c.born_on + interval 18 year <= coalesce(p.ended_on, $as_at), false) as until_18,
        p.start_known,
        case when not p.dates_right then 'a date of an episode that cannot be right' end as missing,
        case when p.start_known then (p.started_on + interval 1 year)::date else p.started_on end as a_year_on
    from main_placement p
    left join child_as_at c on c.subject_id = p.subject_id
    where p.care_started_on is not null and coalesce(c.born_on + interval 18 year > p.started_on, true)
),

living as (
    select
        subject_id,
        started_on,
        placement_type,
        placement_group
    from placement_spell
    where placement_group is distinct from 'Temporary' and not short_breaks
),

approved as (
    select
        subject_id,
        placement_started_on as started_on,
        case when ended_on between placement_started_on and $as_at then ended_on end as ended_on
    from placement_basis
    where basis = 'temporary approval' and placement_started_on <= $as_at
),

unassessed as (
    select
        subject_id,
        placement_started_on as started_on,
        case when ended_on between placement_started_on and $as_at then ended_on end as ended_on
    from placement_basis
    where basis = 'parent before assessment' and placement_started_on <= $as_at
),

lasting as (
    select
        subject_id,
        placement_started_on as started_on,
        greatest(agreed_on, placement_started_on) as agreed_on,
        greatest(child_agreed_on, agreed_on, placement_started_on, date '2015-04-01') as child_agreed_on,
        child_agreed_on is not null as child_agreed
    from long_term_placement
    where placement_started_on <= $as_at
),

change as (
    select subject_id, started_on as day from living
    union all
    select subject_id, started_on as day from legal_spell
    union all
    select subject_id, started_on as day from approved
    union all
    select subject_id, ended_on as day from approved
    union all
    select subject_id, started_on as day from unassessed
    union all
    select subject_id, ended_on as day from unassessed
    union all
    select subject_id, agreed_on as day from lasting
    union all
    select subject_id, child_agreed_on as day from lasting where child_agreed
    union all
    select subject_id, a_year_on as day from stay
),

cut as (
    select s.*, c.day
    from change c
    inner join stay s
        on s.subject_id = c.subject_id and s.started_on <= c.day and c.day < coalesce(s.ended_on, $as_at::date + 1)
    union
    select *, started_on as day
    from stay
),

ruled as (
    select
        c.*,
        case
            when p.placement_group = 'Placed for adoption' then null
            when p.placement_type = 'P1' and l.legal_status = 'C1' then 'interim order'
            when t.subject_id is not null then 'temporary approval'
            when u.subject_id is not null then 'before assessment'
            when p.placement_type = 'P1' and l.legal_status = 'C2' then 'care order'
            when
                p.placement_group = 'Foster' and c.day >= c.a_year_on and g.started_on >= c.started_on
                and g.child_agreed and g.child_agreed_on <= c.day then 'long-term agreed'
            when c.day < c.a_year_on then 'first year'
            when p.placement_type in ('U1', 'U4') or g.started_on >= c.started_on and g.agreed_on <= c.day
                then 'meant to last'
            else 'later'
        end as regime
    from cut c
    asof left join living p on p.subject_id = c.subject_id and p.started_on <= c.day
    left join legal_spell l
        on l.subject_id = c.subject_id and l.started_on <= c.day and coalesce(l.ended_on, $as_at::date + 1) > c.day
    left join approved t
        on t.subject_id = c.subject_id and t.started_on between c.started_on and c.day
        and coalesce(t.ended_on, $as_at::date + 1) > c.day
    left join unassessed u
        on u.subject_id = c.subject_id and u.started_on between c.started_on and c.day
        and coalesce(u.ended_on, $as_at::date + 1) > c.day
    asof left join lasting g on g.subject_id = c.subject_id and g.started_on <= c.day
),

changed as (
    select *
    from ruled
    qualify
        day = started_on
        or regime is distinct from lag(regime) over (partition by subject_id, started_on order by day)
),

phased as (
    select
        *,
        coalesce(lead(day) over one_stay, ended_on) as until_on,
        lag(regime) over one_stay as last_regime,
        lead(regime) over one_stay as next_regime
    from changed
    window one_stay as (partition by subject_id, started_on order by day)
),

whole as (
    select
        *,
        max(case when last_regime is null then day end) over (
            partition by subject_id, started_on order by day rows between unbounded preceding and current row
        ) as stay_started_on,
        min(case when next_regime is null then until_on end) over (
            partition by subject_id, started_on order by day rows between current row and unbounded following
        ) as stay_ended_on
    from phased
    where regime is not null
),

held as (
    select
        subject_id,
        reviewed_on
    from review
    where reviewed_on <= $as_at
    union
    select
        subject_id,
        held_on as reviewed_on
    from review_meeting
    where held_on <= $as_at
),

first_review as (
    select
        w.subject_id,
        w.day,
        h.reviewed_on as first_review_on
    from whole w
    asof join held h on h.subject_id = w.subject_id and h.reviewed_on > w.day
    where
        w.regime in ('interim order', 'temporary approval', 'before assessment')
        and (w.until_on is null or h.reviewed_on < w.until_on)
),

with_review as (
    select
        w.*,
        f.first_review_on
    from whole w
    left join first_review f on f.subject_id = w.subject_id and f.day = w.day
)

select
    subject_id,
    stay_started_on,
    stay_ended_on,
    until_18,
    missing,
    day as started_on,
    coalesce(first_review_on, until_on) as ended_on,
    regime,
    false as reviewed,
    last_regime is null and (start_known or regime = 'care order' or day > started_on)
    or regime in ('interim order', 'temporary approval', 'before assessment')
    or regime = 'care order' and last_regime <> 'before assessment' as restarts
from with_review
union all
select
    subject_id,
    stay_started_on,
    stay_ended_on,
    until_18,
    missing,
    first_review_on as started_on,
    until_on as ended_on,
    regime,
    true as reviewed,
    false as restarts
from with_review
where first_review_on is not null
