/*---
id: cease-looked-after-decision
kind: duty
title: Decision to stop looking after a child approved before it takes effect
area: looked after
subject: child
force: law
number: law
source: Care Planning, Placement and Case Review (England) Regulations 2010, reg 39, as amended in 2015 (SI 2015/495)
in_force: 2015-04-01..
reads: [care_end_decision, care_spell, legal_spell, child_as_at]
owner: head of service
warn: 1 working day
harm: high
harm_why: The child may be left somewhere unsafe with no protection and nobody answerable.
gap_after: 3 months
counts: working days
met_by: [care_end_decision]
rests_on: [episode]
per: subject
why: Children who leave care without anybody deciding so are often back within months.
about: >-
  Before the authority stops looking after a child, a nominated officer approves it or, for a child of 16 or 17
  accommodated by agreement (V2), the director. Due on the day care ended. A clock is owed where a decision was
  proposed, and where voluntary care (V2) ended with a planned return home, a move to relatives or into independence
  (E4A, E13, E5, E6) with none known: that was missed from the day after. Until care ends an unapproved proposal
  cannot be told; an approved one needs no clock. A proposal that nobody approved stays overdue after the end, and
  approval then is late. Of several proposals in one period of care the last counts.
---*/
with proposed as (
    select
        d.subject_id,
        c.care_id,
        max(d.proposed_on) as proposed_on,
        arg_max(case when d.approved_on <= $as_at then d.approved_on end, d.proposed_on) as approved_on,
        arg_max(coalesce(d.approved_by, ''), d.proposed_on) as approved_by
    from care_end_decision d
    asof join care_spell c on c.subject_id = d.subject_id and c.started_on <= d.proposed_on
    where d.proposed_on <= $as_at and (c.ended_on is null or d.proposed_on <= c.ended_on + 90)
    group by d.subject_id, c.care_id
),

judged as (
    select
        c.*,
        p.proposed_on,
        case
            when
                p.approved_by = 'nominated officer' and l.legal_status = 'V2'
                and k.born_on + interval 16 year <= coalesce(c.ended_on, p.approved_on) then null
            else p.approved_on
        end as met_on
    from care_spell c
    asof left join legal_spell l on l.subject_id = c.subject_id and l.started_on < coalesce(c.ended_on, $as_at::date + 1)
    left join proposed p on p.care_id = c.care_id
    left join child_as_at k on k.subject_id = c.subject_id
    where
        not c.short_breaks and (
            p.care_id is not null
            or l.legal_status = 'V2' and c.end_reason in ('E4A', 'E13', 'E5', 'E6') and c.ended_by = 'care ended'
        )
)

select
    subject_id,
    care_id as occasion_id,
    coalesce(proposed_on, ended_on) as arose_on,
    case when dates_right then ended_on end as due_on,
    met_on,
    case when proposed_on is null and ended_on < $as_at then ended_on + 1 end as stopped_on,
    case when proposed_on is null and ended_on < $as_at then 'care ended' end as stopped_why,
    case when not dates_right then 'a date of an episode that cannot be right' when ended_on is null then 'the day care ends' end as missing
from judged
where ended_on is not null and dates_right or met_on is null and ended_on is null
