/*---
id: adviser_visit_cycle
kind: view
title: From one adviser's visit to the next, home by home
area: care leavers
subject: child
reads: [care_leaver_home, adviser_owed, adviser_contact]
per: subject
about: >-
  One row for each stretch of a stay in a home that the authority provided to a relevant or former relevant young
  person while an adviser was owed (past 21 only to one who took up an offer of support): number 0 begins when the
  stay began, number 1 with the adviser's first visit there, and so on; next_on is the visit that ended it, blank
  while it is open. A stay begins with the move (moved_in) or, later, with the day from which an adviser was owed.
  Only a visit counts, and one on the day of leaving counts for the home left. ended_by says why the stay ended.
  unclear_on is the first contact within the stretch that may have been a visit, its kind not recorded.
---*/
with stay as (
    select
        h.subject_id,
        h.home_id,
        greatest(h.started_on, a.from_on) as started_on,
        h.started_on >= a.from_on as moved_in,
        least(h.ended_on, a.until_on) as ended_on,
        case
            when a.until_on <= coalesce(h.ended_on, a.until_on) then a.until_by
            when h.ended_on is not null then 'the young person moved on'
        end as ended_by
    from care_leaver_home h
    inner join adviser_owed a
        on a.subject_id = h.subject_id and coalesce(a.until_on > h.started_on, true) and coalesce(h.ended_on > a.from_on, true)
    where h.provided
),

opened as (
    select
        subject_id,
        started_on,
        0 as number,
        started_on as opened_on
    from stay
    union all
    select
        v.subject_id,
        s.started_on,
        row_number() over (partition by v.subject_id, s.started_on order by v.contact_on) as number,
        v.contact_on as opened_on
    from adviser_contact v
    asof join stay s on s.subject_id = v.subject_id and s.started_on <= v.contact_on
    where v.kind = 'visit' and v.contact_on <= coalesce(s.ended_on, $as_at)
),

followed as (
    select
        *,
        lead(opened_on) over (partition by subject_id, started_on order by number) as next_on
    from opened
),

unclear as (
    select distinct
        subject_id,
        contact_on
    from adviser_contact
    where kind = 'not known' and contact_on <= $as_at
)

select
    s.subject_id,
    s.home_id,
    s.started_on,
    s.moved_in,
    f.number,
    f.opened_on,
    f.next_on,
    s.ended_on,
    s.ended_by,
    case when u.contact_on < coalesce(f.next_on, s.ended_on + 1, $as_at::date + 1) then u.contact_on end as unclear_on
from followed f
inner join stay s on s.subject_id = f.subject_id and s.started_on = f.started_on
asof left join unclear u on u.subject_id = f.subject_id and u.contact_on >= f.opened_on
where f.number = 0 or s.ended_on is null or f.opened_on < s.ended_on
