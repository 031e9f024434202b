/*---
id: assessment-refresh
kind: duty
title: Assessment brought up to date every year
area: assessment
subject: child
force: local
number: local
source: >-
  Local standard after Ofsted's inspection report on Lambeth, 2015, which repeats an external audit's finding of children
  without an up-to-date assessment; no law or guidance sets a number
in_force: 2013-04-15..
reads: [assessment, cin_episode, case_end, care_spell]
owner: allocated_worker
warn: 2 months
counts: days
settings:
  assessment_refresh_months:
    value: 12
    basis: Heed's default until the authority sets its own
why: A plan built on how a family was two years ago is a plan for another family.
about: >-
  While a child's case is open, the next authorised assessment is owed within the authority's own number of months of
  the last: one clock for each authorised assessment, whichever referral of that open case it belongs to. A
  significant change calls for one sooner, which has no clock. Excused where the child is looked after on the due day,
  since the reviews of the care plan bring the assessment up to date. Twelve months from 29 February end on the 28th.
  The end of the case stops the clock.
---*/
with authorised as (
    select distinct
        a.subject_id,
        a.authorised_on
    from assessment a
    inner join cin_episode n on n.subject_id = a.subject_id and n.referred_on = a.referred_on
    where a.authorised_on between a.started_on and $as_at
),

followed as (
    select
        a.subject_id,
        a.authorised_on,
        lead(a.authorised_on) over (partition by a.subject_id order by a.authorised_on) as next_on,
        (a.authorised_on + to_months(try_cast(setting('assessment_refresh_months') as integer)))::date as due_on,
        e.ended_on,
        e.reason
    from authorised a
    asof left join case_end e on e.subject_id = a.subject_id and a.authorised_on <= e.ended_on
)

select
    f.subject_id,
    f.subject_id || '/' || f.authorised_on as occasion_id,
    f.authorised_on as arose_on,
    f.due_on,
    case when f.ended_on is null or f.next_on <= f.ended_on then f.next_on end as met_on,
    case
        when f.next_on is not null and (f.ended_on is null or f.next_on <= f.ended_on) then null
        when f.ended_on <= f.due_on then 'Not owed: ' || f.reason || ' first'
        when c.started_on is not null and (c.ended_on is null or c.ended_on > least(f.due_on, $as_at::date))
            then 'Looked after: the reviews of the care plan bring it up to date'
        when f.ended_on is not null then 'Missed: ' || f.reason || ' without it'
    end as excused
from followed f
asof left join care_spell c on c.subject_id = f.subject_id and f.due_on >= c.started_on
where f.ended_on is null or f.authorised_on < f.ended_on
