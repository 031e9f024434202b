/*---
id: drift_plan
kind: view
title: Child protection plan that has gone on for 9 months or more
area: child protection
subject: child
reads: [cp_plan_as_at, child_as_at, covered_days]
per: subject
rests_on: [cp_plan]
drift: {order: 1, kind: plan, title: Child protection plan}
settings:
  drift_plan_months:
    value: 9
    basis: Heed's default until the authority sets its own; published local practice looks at 9, 12, 15, 18 and 24 months
about: >-
  One row for each child protection plan that is open on the day, more than nine months after it began; a plan is not
  past nine months on the very day that makes them full. No law sets an end to a plan: the nine months are local, and
  stage names the band that the plan has reached (9, 12, 15, 18 or 24 months), the last being where cp-plan-2y wants it
  ended. It says how long a plan has gone on, not that nobody looked at it: no decision need be on record. Where the
  records of plans end before the day, known_to is the last day that they cover, and the bands and the days waited are
  those of that day: whether the plan went on is not known. Nine months from the 31st may be the last day of a shorter
  month. A plan that outlasted the 18th birthday is left out: no adult has one.
---*/
with known as (
    select least(max(to_on), $as_at::date) as known_to
    from covered_days
    where record_type = 'cp_plan'
),

running as (
    select
        p.subject_id,
        p.plan_id,
        p.started_on,
        (p.started_on + to_months(try_cast(setting('drift_plan_months') as integer)))::date as limit_on,
        coalesce(k.known_to, $as_at::date) as known_to
    from cp_plan_as_at p
    cross join known k
    left join child_as_at c on c.subject_id = p.subject_id
    where p.ended_on is null and coalesce(c.born_on + interval 18 year > $as_at, true)
)

select
    subject_id,
    plan_id as occasion_id,
    case
        when started_on + interval 24 month < known_to then 'over 24 months'
        when started_on + interval 18 month < known_to then 'over 18 months'
        when started_on + interval 15 month < known_to then 'over 15 months'
        when started_on + interval 12 month < known_to then 'over 12 months'
        when started_on + interval 9 month < known_to then 'over 9 months'
        else 'under 9 months'
    end as stage,
    started_on as begun_on,
    limit_on,
    known_to - started_on as waited_days,
    case when known_to < $as_at then known_to end as known_to
from running
where limit_on < known_to
