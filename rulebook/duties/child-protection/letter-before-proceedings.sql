/*---
id: letter-before-proceedings
kind: duty
title: Letter before proceedings sent after the decision
area: child protection
subject: child
force: local
number: local
source: >-
  Local clock; the letter is described in Court orders and pre-proceedings: statutory guidance, DfE, April 2014, chapter
  2, which sets no number
in_force: 2014-04-22..
reads: [pre_proceedings_as_at, court_case_as_at, case_end]
owner: allocated_worker
warn: 2 working days
harm: medium
harm_why: Parents may not learn how serious it is in time to change, so that the child can stay with them.
gap_after: 2 months
counts: working days
met_by: [pre_proceedings.letter_sent_on]
rests_on: [legal_meeting, cin_episode]
per: subject
settings:
  letter_before_proceedings_working_days:
    value: 5
    basis: Heed's default until the authority sets its own; practice goes up to 10
why: The letter is the parents' last clear warning, and brings them free legal advice; each week it waits is lost to them.
about: >-
  From the day pre-proceedings were decided on (or, where no decision is recorded, the day they began) the letter before
  proceedings is to have been sent within the authority's own number of working days. Where an application to court was
  issued by then, because the risk could not wait, nothing was owed; where proceedings, the step down or the end of the
  case came later without a letter, it was missed. It cannot be told where no source has the day of the letter.
---*/
with stopped as (
    select
        p.subject_id,
        p.occasion_id,
        p.opened_on,
        p.letter_sent_on,
        least(c.issued_on, p.ended_on) as ended_on,
        e.ended_on as case_ended_on,
        e.reason
    from pre_proceedings_as_at p
    asof left join court_case_as_at c on c.subject_id = p.subject_id and p.opened_on <= c.issued_on
    left join case_end e on e.subject_id = p.subject_id and p.opened_on between e.from_on and e.ended_on
)

select
    s.subject_id,
    s.occasion_id,
    s.opened_on as arose_on,
    working_days_after(s.opened_on, try_cast(setting('letter_before_proceedings_working_days') as integer)) as due_on,
    s.letter_sent_on as met_on,
    least(s.ended_on, s.case_ended_on) as stopped_on,
    case
        when s.ended_on <= coalesce(s.case_ended_on, s.ended_on) then 'proceedings were issued, or pre-proceedings ended'
        else s.reason
    end as stopped_why
from stopped s
