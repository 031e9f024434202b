/*---
id: leaving-care-grant
kind: measure
title: Setting up home grant paid to care leavers, on average
area: care leavers
subject: child
statistic: mean
period: 12 months
polarity: higher
unit: "£"
force: local
source: >-
  Local offer for care leavers. The amount is no law: the government recommended at least 2,000 pounds until 31 March
  2023 and 3,000 since 1 April 2023 (leaving care allowance uplift, DfE grant determination, 2023 to 2025; confirmed
  in pages that quote it)
reads: [leaving_care_grant]
rests_on: [leaving_care_grant]
per: subject
claims:
  - value: 2000
    unit: "£"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: what the grant was set at, the national recommended level
    authority: 208
    from: 2015-02-24
    to: 2015-03-18
    definition: the amount set, not what was paid on average
    same_definition: false
row: what one care leaver was paid on one day
why: A bed, a cooker and a kettle cost the same for those whom nobody helps.
about: >-
  The mean of all that each young person was paid on a day as a grant to set up home, in the 12 months to the day. Left out where the amount is
  not recorded. A grant paid in parts counts as several, so the mean is lower than what a young person got in all.
---*/
select
    subject_id,
    record_id as occasion_id,
    paid_on as on_date,
    amount::double as value,
    case when amount is null then 'the amount is not recorded' end as left_out
from leaving_care_grant
where paid_on <= $as_at
