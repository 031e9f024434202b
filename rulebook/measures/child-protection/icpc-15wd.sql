/*---
id: icpc-15wd
kind: measure
title: Initial conferences within 15 working days of the start of the section 47 enquiry
area: child protection
subject: child
statistic: share
period: 12 months
polarity: higher
unit: "%"
headline: 1
duties: [icpc]
force: published definition
number: statutory guidance
source: "DfE, Children in need, table C4 (section 47 enquiries and initial conferences), 2013 to 2025; the 15 working days are of Working Together to Safeguard Children, 2010 and later"
reads: [section_47, initial_conference, cin_episode]
rests_on: [section_47, initial_conference]
per: subject
category: primary need
category_codes: primary-need
published:
  series: conferences-in-15-days
  differs: >-
    Where several enquiries of a child led to one conference it is counted once, from the earliest of them. A
    conference with no enquiry on record is shown and left out; the published figure leaves out transfers in only.
claims:
  - value: 82
    unit: "%"
    said_by: Ofsted, inspection of Lambeth children's services, May 2015
    about: April 2014 to January 2015, the council's figures
    authority: 208
    from: 2014-04-01
    to: 2015-01-31
    definition: initial conferences held within timescales, which are not named
    same_definition: false
counts: working days
row: one child’s initial conference, on the day it was held
counted: were held within 15 working days
not_counted: were held later
why: Until a conference meets, nobody has agreed how the child is to be kept safe.
about: >-
  Initial child protection conferences held in the period; counted if no more than 15 working days passed from the day
  the section 47 enquiry that led to it began.
---*/
with enquiries as (
    select
        subject_id,
        referred_on,
        started_on,
        conference_held_on
    from section_47
    where started_on <= $as_at
),

from_enquiries as (
    select
        subject_id,
        conference_held_on as held_on,
        min(referred_on) as referred_on,
        min(started_on) as started_on
    from enquiries
    where conference_held_on <= $as_at
    group by subject_id, conference_held_on
),

others as (
    select
        c.subject_id,
        c.held_on,
        c.referred_on,
        coalesce(c.transfer_in, false) as transfer_in
    from initial_conference c
    anti join from_enquiries f on f.subject_id = c.subject_id and f.held_on = c.held_on
    where c.held_on <= $as_at
),

conferences as (
    select
        subject_id,
        held_on,
        referred_on,
        started_on,
        false as transfer_in
    from from_enquiries
    union all
    select
        o.subject_id,
        o.held_on,
        min(o.referred_on) as referred_on,
        max(e.started_on) as started_on,
        bool_or(o.transfer_in) as transfer_in
    from others o
    left join enquiries e
        on e.subject_id = o.subject_id and e.referred_on = o.referred_on and e.started_on <= o.held_on
        and e.conference_held_on is null
    group by o.subject_id, o.held_on
)

select
    c.subject_id,
    c.subject_id || '/' || c.held_on as occasion_id,
    c.held_on as on_date,
    case when not c.transfer_in then c.started_on end as arose_on,
    case when not c.transfer_in then working_days_after(c.started_on, 15) end as due_on,
    c.held_on as met_on,
    case
        when c.started_on <= c.held_on and not c.transfer_in
            then working_days_between(c.started_on, c.held_on) <= 15
    end as counted,
    e.primary_need as category,
    case
        when c.transfer_in then 'the child came from another council on a plan'
        when c.started_on is null then 'no section 47 enquiry is recorded for this conference'
        when c.started_on > c.held_on then 'the conference was held before the enquiry began'
    end as left_out
from conferences c
left join cin_episode e on e.subject_id = c.subject_id and e.referred_on = c.referred_on
