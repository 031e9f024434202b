/*---
id: pre-birth-assessment
kind: duty
title: Assessment or conference before the birth
area: assessment
subject: child
force: pan-London
number: local
source: >-
  Local number; the London Safeguarding Children Procedures, chapter CP2(A), Pre-birth Referral and Assessment (a
  chapter of its own since September 2024), ask for the assessment; its paragraph on timing is not checked, and no
  number of weeks was seen in what could be read of it
in_force: 2013-04-15..
reads: [child, referral, assessment, initial_conference]
owner: team manager
warn: 6 weeks
harm: high
harm_why: A baby may be born into danger with nobody ready to keep it safe.
gap_after: 3 months
counts: days
met_by: [assessment, initial_conference]
rests_on: [referral]
per: subject
settings:
  pre_birth_weeks:
    value: 10
    basis: Heed's default until the authority sets its own; 10 weeks are in one borough's manual, for the conference
why: A plan for a newborn baby cannot be made in the delivery room.
about: >-
  A child referred before birth is to have had an assessment authorised, or an initial child protection conference, the
  authority's own number of weeks before the day the birth is expected. One clock for each child, from the first
  referral before the birth. None is owed where the referral came later than that. Where the child was born by the due
  day nothing was owed; where the child was born later without either, it was missed. A referral closed at once has no
  clock, nor has a child whose expected day is not recorded: without it the records do not tell a child referred before
  birth.
---*/
with expected as (
    select
        subject_id,
        min(expected_birth_on) as expected_on,
        min(case when born_on <= $as_at then born_on end) as born_on
    from child
    group by subject_id
    having min(expected_birth_on) is not null
),

referred as (
    select
        x.subject_id,
        x.born_on,
        x.expected_on - 7 * try_cast(setting('pre_birth_weeks') as integer) as due_on,
        min(r.referred_on) as referred_on
    from expected x
    inner join referral r on r.subject_id = x.subject_id
    where r.referred_on <= $as_at and not coalesce(r.no_further_action, false)
        and r.referred_on < coalesce(x.born_on, x.expected_on)
    group by x.subject_id, x.born_on, x.expected_on
),

done as (
    select
        subject_id,
        authorised_on as done_on
    from assessment
    where authorised_on <= $as_at
    union all
    select
        subject_id,
        held_on as done_on
    from initial_conference
    where held_on <= $as_at
)

select
    r.subject_id,
    r.subject_id || '/' || r.referred_on as occasion_id,
    r.referred_on as arose_on,
    r.due_on,
    case when r.referred_on <= r.due_on and (r.born_on is null or d.done_on < r.born_on) then d.done_on end as met_on,
    case when r.referred_on <= r.due_on then r.born_on end as stopped_on,
    case
        when r.referred_on > r.due_on then 'the referral came too late for it'
        when r.born_on is not null then 'the child was born'
    end as stopped_why
from referred r
asof left join done d on d.subject_id = r.subject_id and r.referred_on <= d.done_on
