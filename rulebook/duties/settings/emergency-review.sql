/*---
id: emergency-review
kind: duty
title: Record opened in an emergency reviewed by somebody else
area: settings
subject: authority
force: local
number: local
source: >-
  Local: no law or guidance gives a number. That who looks at a record must be held to account is the principle of
  integrity and confidentiality (UK GDPR, article 5(1)(f) and (2), from memory)
in_force: 2018-05-25..
reads: [emergency_access]
owner: director
warn: 1 working day
harm: medium
harm_why: Somebody may have looked for a family whom the restriction protects, and nobody asked.
gap_after: 3 months
counts: working days
met_by: [emergency_access]
rests_on: [emergency_access]
settings:
  emergency_review_working_days: {value: "1", basis: "Local default; no standard gives a number"}
why: A record is restricted to protect somebody. Whoever opens it alone must be asked why, while they still remember.
about: >-
  Each restricted record that somebody on duty opened in an emergency is to be reviewed by somebody else, on the next
  working day or within the authority's own number of them; the day itself is not counted. Met on the day on which
  somebody else than who opened it signed off the review. It says neither whose record it was nor who opened it: those
  who answer for restricted records see that on their own page.
---*/
select
    'authority' as subject_id,
    emergency_id as occasion_id,
    opened_at::date as arose_on,
    working_days_after(opened_at::date, try_cast(setting('emergency_review_working_days') as integer)) as due_on,
    case
        when
            outcome is not null
            and split_part(reviewed_by, ' for ', 1) <> split_part(opened_by, ' for ', 1)
            and reviewed_at < ($as_at::date + 1)::timestamptz
            then reviewed_at::date
    end as met_on,
    null::date as stopped_on,
    null as stopped_why
from emergency_access
where opened_at < ($as_at::date + 1)::timestamptz
