/*---
id: partner-conference-report
kind: duty
title: Each invited agency's written report to the conference
area: child protection
subject: child
force: pan-London
number: local
source: >-
  Working Together to Safeguard Children, 2023, chapter 3, page 92, second bullet (initial), and page 99, second bullet
  (review), asks agencies for what they know in advance and sets no number; the London Safeguarding Children Procedures,
  chapter CP4 (child protection conferences), paragraph not checked, and published manuals differ, so the number is
  local
in_force: 2013-04-15..
reads: [conference_invitation, conference_as_at]
owner: invited agency
warn: 2 working days
harm: medium
harm_why: What a school or nurse knows about the child may be left out of the decision.
gap_after: 1 month
counts: working days
met_by: [conference_invitation]
rests_on: [conference_invitation, conference]
per: subject
settings:
  initial_agency_report_working_days:
    value: 2
    basis: Heed's default until the authority sets its own; published manuals say 2 or 3
  review_agency_report_working_days:
    value: 5
    basis: Heed's default until the authority sets its own; several published manuals say 5
why: A school or health visitor who only speaks at the table leaves the family and the chair no time to read and answer.
about: >-
  Each agency invited to a child protection conference owes the chair a written report in advance: two working days
  before an initial or transfer-in conference and five before a review, the day of the conference not counted, and never
  before the day of the invitation. One clock for each agency, which detail names. Not owed where the agency does not
  know the family, the conference was put off, or the case ended by then. Once the conference has been held without the
  report, it was missed. Where the conference itself is not recorded it cannot be told.
---*/
with invited as (
    select
        i.subject_id,
        i.record_id,
        i.agency,
        i.invited_on,
        case when i.report_received_on <= $as_at then i.report_received_on end as report_received_on,
        c.kind,
        c.day_on,
        case when not coalesce(i.no_knowledge, false) then c.stopped_on end as stopped_on,
        case when i.no_knowledge then 'the agency does not know the family' else c.stopped_why end as stopped_why,
        try_cast(
            case
                when c.kind = 'review' then setting('review_agency_report_working_days')
                else setting('initial_agency_report_working_days')
            end as integer
        ) as days
    from conference_invitation i
    left join conference_as_at c on c.subject_id = i.subject_id and c.planned_on = i.planned_on
    where i.invited_on <= $as_at
)

select
    subject_id,
    record_id as occasion_id,
    invited_on as arose_on,
    case when kind is not null then greatest(working_days_before(day_on, days), invited_on) end as due_on,
    report_received_on as met_on,
    stopped_on,
    stopped_why,
    case when kind is null then 'the day of the conference' end as missing,
    upper(agency[1]) || agency[2:] as detail
from invited
