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
reads: [assessment, cin_episode, case_end, care_to_18]
owner: allocated_worker
warn: 2 months
harm: medium
harm_why: The child may be given help for old troubles while new ones are missed.
gap_after: 12 months
counts: days
met_by: [assessment]
rests_on: [cin_episode, episode]
per: subject
settings:
  assessment_refresh_months:
    value: 12
    basis: Heed's default until the authority sets its own
why: A plan built on how a family was two years ago is a plan for another family.
about: >-
  While a child's case is open, the next authorised assessment is owed within the authority's own number of months of
  the last: one clock for each authorised assessment, whichever referral of that open case it belongs to. A significant
  change calls for one sooner, which has no clock. None is owed where the child is looked after on the due day, since
  the reviews of the care plan bring the assessment up to date (short breaks, V3 and V4, do not count as that); where a
  child came into care later the clock stops on that day. Twelve months from 29 February end on the 28th. Where the case
  ended by the due day nothing was owed; where it ended later without it, it was missed.
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
        subject_id,
        authorised_on,
        lead(authorised_on) over (partition by subject_id order by authorised_on) as next_on,
        (authorised_on + to_months(try_cast(setting('assessment_refresh_months') as integer)))::date as due_on
    from authorised
),

care as (
    select
        subject_id,
        started_on,
        until_on,
        lag(started_on, 1, date '0001-01-01') over (partition by subject_id order by started_on) as last_started_on,
        lead(started_on, 1, date '9999-12-31') over (partition by subject_id order by started_on) as next_started_on
    from care_to_18
),

judged as (
    select
        f.subject_id,
        f.authorised_on,
        f.due_on,
        case when e.ended_on is null or f.next_on <= e.ended_on then f.next_on end as met_on,
        e.ended_on,
        e.reason,
        c.started_on is not null and coalesce(c.until_on > f.due_on, true) as in_care,
        n.started_on as came_into_care_on
    from followed f
    left join case_end e on e.subject_id = f.subject_id and f.authorised_on between e.from_on and e.ended_on
    left join care c on c.subject_id = f.subject_id and c.started_on <= f.due_on and c.next_started_on > f.due_on
    left join care n on n.subject_id = f.subject_id and n.started_on > f.due_on and n.last_started_on <= f.due_on
    where e.ended_on is null or f.authorised_on < e.ended_on
)

select
    subject_id,
    subject_id || '/' || authorised_on as occasion_id,
    authorised_on as arose_on,
    due_on,
    met_on,
    case when not in_care then least(ended_on, came_into_care_on) end as stopped_on,
    case
        when in_care then 'the child is looked after, and the reviews of the care plan bring it up to date'
        when came_into_care_on <= coalesce(ended_on, came_into_care_on) then 'the child came into care'
        else reason
    end as stopped_why
from judged
