/*---
id: cl-missing-u18
kind: duty
title: Return interview for a care leaver under 18 within 72 hours
area: care leavers
subject: child
force: statutory guidance
number: statutory guidance
source: >-
  Statutory guidance on children who run away or go missing from home or care, DfE, January 2014, page 14
  (independent return interviews)
in_force: 2014-01-01..
reads: [care_leaver_standing, missing_episode, return_interview]
owner: allocated_worker
warn: 24 hours
counts: hours
timed: true
why: A young person of 16 or 17 living alone has fewer people to notice, and is no less at risk.
about: >-
  The same interview as in rhi-72h, listed for the leaving care service: only episodes that began while the young person was a
  relevant child, so under 18 and no longer looked after. The hours run from the moment of being found or, where only the day is known,
  from its end. Met when the interview was held, or was offered and declined. Excused where the young person declined at
  an hour not recorded or went missing again within the time; missed where that came later, or at 18. There is no clock
  while somebody is still missing. It cannot be told before the first collection year (from 1 April) with any interview
  recorded, nor where an interview is recorded as accepted and no time of it is.
---*/
with recorded as (
    select (date_trunc('year', min(missing_started_on) - interval 3 month) + interval 3 month)::date as since_on
    from return_interview
    where missing_started_on <= $as_at
),

missing as (
    select
        m.subject_id,
        m.record_id,
        m.started_on,
        coalesce(
            case when m.found_at < ($as_at::date + 1)::timestamptz then m.found_at end,
            case when m.ended_on between m.started_on and $as_at then (m.ended_on + 1)::timestamptz end
        ) as found_at,
        lead(coalesce(m.started_at, m.started_on::timestamptz)) over (
            partition by m.subject_id order by m.started_on
        ) as again_at,
        (s.born_on + interval 18 year)::date as eighteen_on
    from missing_episode m
    inner join care_leaver_standing s on s.subject_id = m.subject_id
    where
        m.started_on <= $as_at and s.standing = 'relevant'
        and m.started_on >= s.from_on and coalesce(m.started_on < s.until_on, true)
),

interview as (
    select
        subject_id,
        missing_started_on,
        outcome,
        case when held_at < ($as_at::date + 1)::timestamptz then held_at end as held_at,
        case when offered_at < ($as_at::date + 1)::timestamptz then offered_at end as offered_at
    from return_interview
    where coalesce(offered_at, held_at, missing_started_on::timestamptz) < ($as_at::date + 1)::timestamptz
),

judged as (
    select
        m.*,
        m.found_at + interval 72 hour as due_at,
        coalesce(i.held_at, case when i.outcome = 'declined' then i.offered_at end) as met_at,
        coalesce(i.outcome = 'declined', false) as declined,
        coalesce(i.outcome = 'accepted' and i.held_at is null, false) as hour_unknown,
        coalesce(m.found_at + interval 72 hour < r.since_on::timestamptz, true) as before_records
    from missing m
    left join interview i on i.subject_id = m.subject_id and i.missing_started_on = m.started_on
    cross join recorded r
    where m.found_at is not null
)

select
    subject_id,
    record_id as occasion_id,
    found_at as arose_at,
    case when not before_records and not hour_unknown then due_at end as due_at,
    met_at,
    case
        when met_at is not null or before_records or hour_unknown then null
        when declined then 'The young person declined; the hour is not recorded'
        when again_at < due_at then 'Missing again before it could be held'
        when due_at >= ($as_at::date + 1)::timestamptz then null
        when again_at is not null then 'Missed: missing again without this interview'
        when eighteen_on <= $as_at then 'Missed: turned 18 without this interview'
    end as excused
from judged
