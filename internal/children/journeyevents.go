package children

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"heed/internal/words"
)

// EventKind is what sort of thing happened. Each is drawn in a shape of its own.
type EventKind string

// The kinds of event, in the order in which they are shown.
const (
	EventReferral   EventKind = "Referral"
	EventMissing    EventKind = "Missing"
	EventMeeting    EventKind = "Strategy or conference"
	EventAssessment EventKind = "Assessment"
	EventVisit      EventKind = "Visit"
	EventReview     EventKind = "Review"
	EventDecision   EventKind = "Decision"
	EventHealth     EventKind = "Health"
	EventView       EventKind = "Child’s own view"
)

// EventKinds lists the kinds in order.
var EventKinds = []EventKind{
	EventReferral, EventMissing, EventMeeting, EventAssessment, EventVisit, EventReview, EventDecision, EventHealth, EventView,
}

// JourneyEvent is something that happened on a day.
type JourneyEvent struct {
	Kind         EventKind
	On           time.Time
	What, Detail string
	Source       JourneySource
}

// eventOf says of which kind a record is, and which of its dates says when it happened; a blank field leaves that to the
// catalogue. What is on none of the lists is in the chronology.
var eventOf = []struct {
	recordType, field string
	kind              EventKind
}{
	{"referral", "", EventReferral},
	{"missing_episode", "started_on", EventMissing},
	{"strategy_discussion", "held_on", EventMeeting},
	{"section_47", "started_on", EventMeeting},
	{"initial_conference", "held_on", EventMeeting},
	{"conference", "held_on", EventMeeting},
	{"core_group", "held_on", EventMeeting},
	{"assessment", "started_on", EventAssessment},
	{"risk_assessment", "assessed_on", EventAssessment},
	{"needs_assessment", "completed_on", EventAssessment},
	{"cp_visit", "visited_on", EventVisit},
	{"cin_visit", "visited_on", EventVisit},
	{"care_visit", "visited_on", EventVisit},
	{"adviser_contact", "contact_on", EventVisit},
	{"review", "reviewed_on", EventReview},
	{"review_meeting", "held_on", EventReview},
	{"cp_review", "held_on", EventReview},
	{"cin_review", "held_on", EventReview},
	{"pathway_review", "reviewed_on", EventReview},
	{"adoption_review", "held_on", EventReview},
	{"placement_review", "reviewed_on", EventReview},
	{"permanence_meeting", "held_on", EventReview},
	{"health_assessment", "held_on", EventHealth},
	{"dental_check", "checked_on", EventHealth},
	{"sdq", "scored_on", EventHealth},
	{"immunisation", "given_on", EventHealth},
	{"mental_health_referral", "", EventHealth},
	{"substance_misuse", "", EventHealth},
}

// twins are record types that may hold one meeting twice: the second is left out where the first has it on the same day.
var twins = [][2]string{{"review", "review_meeting"}, {"initial_conference", "conference"}, {"cp_review", "conference"}}

// events gives what happened by the day, the first first.
func (j *journey) events() []JourneyEvent {
	var list []JourneyEvent
	for _, e := range eventOf {
		for _, s := range j.records[e.recordType] {
			on, ok := j.when(s, e.field)
			if !ok || j.isTwin(e.recordType, on) {
				continue
			}
			kind := e.kind
			if e.recordType == "conference" && s.row.Text("kind") == "review" {
				kind = EventReview
			}
			list = append(list, JourneyEvent{kind, on, s.event.What, s.event.Detail, sourceOf(s)})
		}
	}
	for _, d := range j.decisions() {
		list = append(list, JourneyEvent{EventDecision, d.On, strings.Join(words.NonBlank(d.What, d.Decision), ": "), "", d.Source})
	}
	for _, v := range j.views(true) {
		list = append(list, JourneyEvent{EventView, v.On, v.Setting, "", v.Source})
	}
	slices.SortStableFunc(list, func(x, y JourneyEvent) int { return cmp.Or(x.On.Compare(y.On), strings.Compare(x.What, y.What)) })
	return list
}

// when gives the day on which a record happened, false where it had not by the day asked about.
func (j *journey) when(s standing, field string) (time.Time, bool) {
	on := s.event.On
	if field != "" && len(s.row) > 0 {
		on = Day(s.row, field)
	}
	return on, !on.IsZero() && !on.After(j.asAt)
}

func (j *journey) isTwin(recordType string, on time.Time) bool {
	for _, pair := range twins {
		if pair[1] != recordType {
			continue
		}
		for _, s := range j.records[pair[0]] {
			if Day(s.row, "held_on").Equal(on) || Day(s.row, "reviewed_on").Equal(on) {
				return true
			}
		}
	}
	return false
}

// JourneyDecision is one decision about a child.
type JourneyDecision struct {
	On             time.Time
	What, Decision string
	// Reason is why. HasReason says that a record of this type has a place for it, so that a blank one is missing.
	Reason    string
	HasReason bool
	By        string
	Source    JourneySource
}

// decided are the other records of decisions, with the date of each.
var decided = []struct{ recordType, field string }{
	{"referral_decision", "decided_on"},
	{"legal_meeting", "decided_on"},
	{"police_protection", ""},
	{"emergency_order", "granted_on"},
	{"court_case", "issued_on"},
	{"court_direction", "ordered_on"},
	{"placement_approval", "approved_on"},
	{"permanence_plan", "recorded_on"},
	{"adoption_decision", "decided_on"},
	{"adoption_match", "decided_on"},
	{"adoption", ""},
	{"care_end_decision", "approved_on"},
}

// decisions gives every decision taken by the day, the latest first.
func (j *journey) decisions() []JourneyDecision {
	var list []JourneyDecision
	for _, s := range j.records["decision"] {
		on, ok := j.when(s, "decided_on")
		if !ok {
			continue
		}
		by := cmp.Or(j.tell.names[s.row.Text("decided_by")], s.row.Text("decided_by"))
		list = append(list, JourneyDecision{
			On: on, What: words.Capital(s.row.Text("matter")), Decision: s.row.Text("decision"), Reason: s.row.Text("reason"), HasReason: true,
			By: strings.Join(words.NonBlank(by, s.row.Text("role")), ", "), Source: sourceOf(s),
		})
	}
	for _, d := range decided {
		for _, s := range j.records[d.recordType] {
			if on, ok := j.when(s, d.field); ok {
				list = append(list, JourneyDecision{On: on, What: s.event.What, Decision: s.event.Detail, Source: sourceOf(s)})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y JourneyDecision) int { return cmp.Or(y.On.Compare(x.On), strings.Compare(x.What, y.What)) })
	return list
}

func countBlank(decisions []JourneyDecision) int {
	n := 0
	for _, d := range decisions {
		if d.HasReason && strings.TrimSpace(d.Reason) == "" {
			n++
		}
	}
	return n
}

// JourneyView is what the child said, and where.
type JourneyView struct {
	On time.Time
	// Setting is where it was said. Words are the child's own, blank where none were written down or they are kept back.
	Setting, Words string
	Source         JourneySource
}

// views gives what the child said by the day, the latest first. The words are for those who work with the child.
func (j *journey) views(keepBack bool) []JourneyView {
	var list []JourneyView
	for _, s := range j.records[viewType] {
		on, ok := j.when(s, "recorded_on")
		if !ok {
			continue
		}
		v := JourneyView{On: on, Setting: j.label("view-setting", s.row.Text("setting")), Words: s.row.Text("words"), Source: sourceOf(s)}
		if keepBack {
			v.Words = ""
		}
		list = append(list, v)
	}
	slices.SortStableFunc(list, func(x, y JourneyView) int { return y.On.Compare(x.On) })
	return list
}
