/*---
id: conference-report-rate
kind: measure
title: Agencies' written reports received in time for the conference
area: child protection
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
force: pan-London
number: local
source: >-
  Working Together to Safeguard Children, 2023, chapter 3, page 92, second bullet (initial), and page 99, second bullet
  (review), asks agencies for what they know in advance and sets no number; the London Safeguarding Children Procedures,
  chapter CP4, paragraph not checked; the number is local
reads: [conference_invitation, conference_as_at]
rests_on: [conference_invitation, conference]
per: subject
settings:
  initial_agency_report_working_days:
    value: 2
    basis: Heed's default until the authority sets its own; published manuals say 2 or 3
  review_agency_report_working_days:
    value: 5
    basis: Heed's default until the authority sets its own; several published manuals say 5
category: agency
category_codes: agency
published:
  series: none; no return has agencies' reports
  differs: It has the same day as the duty partner-conference-report.
claims:
  - unit: "%"
    said_by: Lambeth Council, on Ofsted's focused visit of June 2023, 1 August 2023
    about: written reports in time were named as a thing to get better; no number given
    authority: 208
    period: not stated
    definition: not stated
    same_definition: false
duties: [partner-conference-report]
counts: working days
row: one agency’s report to one conference, on the day the conference was held
counted: were received in time
not_counted: were received late or not at all
why: A report read aloud at the table gives the family no time to answer it.
about: >-
  Agencies invited to a child protection conference held in the period; counted if the agency's written report was received
  two working days before an initial or transfer-in conference, or five before a review, that day not counted, or on the
  day of the invitation where that was later. Left out where the agency does not know the family. Conferences put off or
  not on record are not asked about.
---*/
with asked as (
    select
        i.subject_id,
        i.record_id,
        i.agency,
        i.invited_on,
        coalesce(i.no_knowledge, false) as no_knowledge,
        c.held_on,
        case when i.report_received_on <= $as_at then i.report_received_on end as report_received_on,
        greatest(
            case
                when c.kind = 'review'
                    then working_days_before(
                        c.held_on, try_cast(setting('review_agency_report_working_days') as integer)
                    )
                else
                    working_days_before(
                        c.held_on, try_cast(setting('initial_agency_report_working_days') as integer)
                    )
            end,
            i.invited_on
        ) as due_on
    from conference_invitation i
    inner join conference_as_at c on c.subject_id = i.subject_id and c.planned_on = i.planned_on
    where i.invited_on <= $as_at and c.held_on is not null
)

select
    subject_id,
    record_id as occasion_id,
    held_on as on_date,
    invited_on as arose_on,
    due_on,
    report_received_on as met_on,
    case when report_received_on <= due_on or not no_knowledge then coalesce(report_received_on <= due_on, false) end
        as counted,
    agency as category,
    case when no_knowledge and coalesce(report_received_on > due_on, true) then 'the agency does not know the family' end
        as left_out
from asked
