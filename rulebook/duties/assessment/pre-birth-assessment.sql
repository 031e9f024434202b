/*---
id: pre-birth-assessment
kind: duty
title: Assessment or conference before the birth
area: assessment
subject: child
force: pan-London
number: pan-London
source: >-
  London Safeguarding Children Procedures, pre-birth chapter, from memory, uncertain, paragraph not checked; an authority
  may set its own local number
in_force: 2013-04-15..
reads: [child, referral, assessment, initial_conference]
owner: team manager
warn: 6 weeks
counts: days
settings:
  pre_birth_weeks:
    value: 10
    basis: The London number, from memory; check before relying on it
why: A plan for a newborn baby cannot be made in the delivery room.
about: >-
  A child referred before birth is to have had an assessment authorised, or an initial child protection conference,
  ten weeks before the day the birth is expected. One clock for each child, from the first referral before the birth.
  Excused where the referral came later than those ten weeks. Once the child is born without either, the clock stops as
  missed. A referral closed at once has no clock, nor has a child whose expected day is not recorded: without it the
  records do not tell a child referred before birth.
---*/
with expected as (
    select
        subject_id,
        min(expected_birth_on) as expected_on,
        min(case when born_on <= $as_at then born_on end) as born_on
    from child
    where expected_birth_on is not null or born_on is not null
    group by subject_id
    having min(expected_birth_on) is not null
),

referred as (
    select
        x.subject_id,
        x.expected_on,
        x.born_on,
        min(r.referred_on) as referred_on
    from expected x
    inner join referral r on r.subject_id = x.subject_id
    where r.referred_on <= $as_at and not coalesce(r.no_further_action, false)
        and r.referred_on < coalesce(x.born_on, x.expected_on)
    group by x.subject_id, x.expected_on, x.born_on
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
),

judged as (
    select
        r.*,
        r.expected_on - 7 * try_cast(setting('pre_birth_weeks') as integer) as due_on,
        case when r.born_on is null or d.done_on < r.born_on then d.done_on end as met_on
    from referred r
    asof left join done d on d.subject_id = r.subject_id and r.referred_on <= d.done_on
)

select
    subject_id,
    subject_id || '/' || referred_on as occasion_id,
    referred_on as arose_on,
    due_on,
    met_on,
    case
        when met_on <= due_on then null
        when referred_on > due_on then 'Referred too late for it'
        when met_on is null and born_on <= due_on then 'Not owed: the child was born first'
        when met_on is null and born_on is not null then 'Missed: the child was born without it'
    end as excused
from judged
