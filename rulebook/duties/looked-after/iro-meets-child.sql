/*---
id: iro-meets-child
kind: duty
title: Reviewing officer speaks with the child before each review
area: looked after
subject: child
force: law
number: law
source: >-
  Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959), reg 36(1); paragraph not
  checked; with the IRO Handbook 2010, chapter 3; paragraph not checked
in_force: 2011-04-01..
reads: [review_arranged, child_as_at]
owner: reviewing officer
warn: 5 working days
harm: medium
harm_why: What the child wants, or is afraid to say in the meeting, may not be heard.
gap_after: 1 month
counts: working days
met_by: [review_meeting.officer_met_child_on]
rests_on: [review_meeting, episode]
per: subject
why: A review chaired by somebody the child has not spoken with is a meeting about the child, not for them.
about: >-
  From the day a review was arranged, the reviewing officer's talk with the child alone is owed by the day of the
  review, the day itself included: the planned day until the review is held, then the day it was held. Not owed
  where the child refused, or was under four on the day, when the looked-after return does not ask how a child took
  part either; the regulation leaves age and understanding to the officer. Where the review was held without it, it
  was missed from the day after. A planned day that passed with no review held, and another planned after it, is a
  review put off. Only reviews with papers have a clock.
---*/
with timed as (
    select
        a.*,
        case when a.dates_right then a.review_on end as due_on,
        case when a.officer_met_child_on <= a.review_on then a.officer_met_child_on end as met_on,
        case
            when a.child_refused then 'the child refused'
            when k.born_on + interval 4 year > a.review_on then 'the child was under four'
        end as exempt
    from review_arranged a
    left join child_as_at k on k.subject_id = a.subject_id
)

select
    subject_id,
    record_id as occasion_id,
    set_on as arose_on,
    due_on,
    met_on,
    case when exempt is null then stopped_on end as stopped_on,
    coalesce(exempt, stopped_why) as stopped_why,
    case when due_on is null then 'a date of an episode that cannot be right' end as missing
from timed
where due_on is not null or met_on is null and stopped_why is null
