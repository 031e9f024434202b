/*---
id: lac-child-views
kind: duty
title: Child’s wishes and feelings written down 5 working days before a review
area: looked after
subject: child
force: local
number: local
source: >-
  Local: Care Planning, Placement and Case Review (England) Regulations 2010, Schedule 7, ask that they are considered
  and set no number
in_force: 2011-04-01..
reads: [review_arranged, child_as_at, child_view]
owner: allocated_worker
warn: 5 working days
harm: medium
harm_why: Decisions about the child may be made without knowing what the child wants.
gap_after: 1 month
counts: working days
met_by: [child_view]
rests_on: [review_meeting, episode]
per: subject
settings:
  child_views_working_days:
    value: 5
    basis: Heed's default until the authority sets its own
why: A review that hears the child’s own words decides differently.
about: >-
  From the day a review was arranged, what the child thinks, in a record of views for the review, is owed the
  authority's own number of working days before it, the day of the review not counted. The day is the planned one
  until the review is held, then the day it was held. Views written down since the review before count; those that
  came later than the due day but by the day of the review are late. Not owed for a child under four on the day.
  Where the review was held without them, they were missed. A planned day that passed with no review held, and
  another planned after it, is a review put off. Only reviews with papers have a clock.
---*/
with viewed as (
    select
        a.record_id,
        min(v.recorded_on) as met_on
    from review_arranged a
    inner join child_view v
        on v.subject_id = a.subject_id and v.recorded_on > coalesce(a.last_planned_on, a.set_on - 183)
        and v.recorded_on <= least(a.review_on, $as_at::date)
    where v.setting = 'review'
    group by a.record_id
),

timed as (
    select
        a.*,
        v.met_on,
        case
            when a.dates_right
                then working_days_before(a.review_on, try_cast(setting('child_views_working_days') as integer))
        end as due_on,
        case when k.born_on + interval 4 year > a.review_on then 'the child was under four' end as exempt
    from review_arranged a
    left join viewed v on v.record_id = a.record_id
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
