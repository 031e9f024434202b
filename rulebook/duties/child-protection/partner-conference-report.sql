/*---
id: partner-conference-report
kind: duty
title: Each invited agency's written report to the conference
area: child protection
subject: child
force: pan-London
number: local
source: >-
  Working Together to Safeguard Children, 2023, chapter 3, asks agencies for reports in advance and sets no number; the
  London Safeguarding Children Procedures, chapter CP4 (child protection conferences), paragraph not checked, and
  published manuals differ, so the number is local
in_force: 2013-04-15..
reads: [conference_invitation, conference_as_at]
owner: invited agency
warn: 2 working days
counts: working days
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
  before an initial or transfer-in conference and five before a review, the day of the conference not counted, and
  never before the day of the invitation. One clock for each agency, which detail names. Excused where the agency does
  not know the family, or the conference was put off. Held without the report, the clock stops as missed. Where the
  conference itself is not recorded it cannot be told.
---*/
with invited as (
    select
        subject_id,
        record_id,
        planned_on,
        agency,
        invited_on,
        case when report_received_on <= $as_at then report_received_on end as report_received_on,
        coalesce(no_knowledge, false) as no_knowledge
    from conference_invitation
    where invited_on <= $as_at
)

select
    i.subject_id,
    i.record_id as occasion_id,
    i.invited_on as arose_on,
    case
        when c.kind = 'review' then greatest(
            working_days_before(c.day_on, try_cast(setting('review_agency_report_working_days') as integer)),
            i.invited_on
        )
        when c.kind is not null then greatest(
            working_days_before(c.day_on, try_cast(setting('initial_agency_report_working_days') as integer)),
            i.invited_on
        )
    end as due_on,
    i.report_received_on as met_on,
    case
        when i.report_received_on is not null then null
        when i.no_knowledge then 'The agency does not know the family'
        when c.put_off then 'Not owed: the conference was put off'
        when c.held_on is not null then 'Missed: the conference was held without this report'
    end as excused,
    upper(i.agency[1]) || i.agency[2:] as detail
from invited i
left join conference_as_at c on c.subject_id = i.subject_id and c.planned_on = i.planned_on
