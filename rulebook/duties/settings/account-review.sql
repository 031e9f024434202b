/*---
id: account-review
kind: duty
title: Who has what, looked at each quarter
area: settings
subject: authority
force: local
number: local
source: >-
  Local: no national number exists; the authority sets its own
in_force: 2014-01-01..
reads: [account, account_review]
owner: administrator
warn: 2 weeks
harm: medium
harm_why: Somebody who should no longer may open children's records.
gap_after: 6 months
counts: days
met_by: [account_review]
rests_on: [account]
recurs: true
settings:
  account_review_months:
    value: 3
    basis: Heed's default until the authority sets its own; each quarter
why: People change their work, and rights that nobody takes away stay.
about: >-
  From the first day of the first account, and from each review of all accounts with their roles, the next review is owed
  within the authority's own number of months. Met on the day somebody who keeps accounts says that they have looked at
  every one, and what they found.
---*/
with opened as (
    select min(started_on) as opened_on
    from account
    having min(started_on) <= $as_at
    union
    select reviewed_on as opened_on
    from account_review
    where reviewed_on <= $as_at
)

select
    'authority' as subject_id,
    'account review/' || opened_on as occasion_id,
    opened_on as arose_on,
    (opened_on + to_months(try_cast(setting('account_review_months') as integer)))::date as due_on,
    lead(opened_on) over (order by opened_on) as met_on,
    null::date as stopped_on,
    null::varchar as stopped_why
from opened
