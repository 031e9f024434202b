/*---
id: adviser_visit_cycle
kind: view
title: From one adviser's visit to the next, home by home
area: care leavers
subject: child
reads: [care_leaver_home, adviser_contact]
about: >-
  One row for each stretch of a stay in a home that the authority provided to a relevant or former relevant young person:
  number 0 begins when the home began, number 1 with the adviser's first visit there, and so on; next_on is the visit
  that ended it, blank while it is open. Only a visit counts, and one on the day of leaving counts for the home left.
---*/
with home as (
    select
        subject_id,
        home_id,
        started_on,
        ended_on
    from care_leaver_home
    where provided
),

visited as (
    select
        h.home_id,
        v.contact_on
    from adviser_contact v
    asof join home h on h.subject_id = v.subject_id and h.started_on <= v.contact_on
    where v.kind = 'visit' and v.contact_on <= coalesce(h.ended_on, $as_at)
),

opened as (
    select
        home_id,
        0 as number,
        started_on as opened_on
    from home
    union all
    select
        home_id,
        row_number() over (partition by home_id order by contact_on) as number,
        contact_on as opened_on
    from visited
),

followed as (
    select
        home_id,
        number,
        opened_on,
        lead(opened_on) over (partition by home_id order by number) as next_on
    from opened
)

select
    h.subject_id,
    h.home_id,
    f.number,
    f.opened_on,
    f.next_on,
    h.ended_on
from followed f
inner join home h on h.home_id = f.home_id
where f.number = 0 or h.ended_on is null or f.opened_on < h.ended_on
