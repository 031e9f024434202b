package children

import (
	"strings"
	"time"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
)

// Seen is when a child was last seen, as far as the records of visits say.
type Seen struct {
	// LastSeen is the last visit or meeting recorded at which the child was seen, or of which it is not recorded whether they were; zero where
	// there is none.
	LastSeen time.Time
	// SeenAs names its kind: "placement visit".
	SeenAs string
	// Unsure says that it is not recorded whether the child was seen.
	Unsure bool
	// SeenKnown says to which day visits of the kind that the child is owed are known, or that no source holds them. It is blank where they are known
	// to the day asked about.
	SeenKnown string
}

// SeenWords says it in one line: "12 November 2026, placement visit". It is never blank.
func (s Seen) SeenWords() string {
	text := "no visit recorded at which the child was seen"
	if !s.LastSeen.IsZero() {
		text = words.LongDate(s.LastSeen) + ", " + s.SeenAs
	}
	if s.Unsure {
		text += ", not recorded whether the child was seen"
	}
	return strings.Join(words.NonBlank(text, s.SeenKnown), "; ")
}

// sighting is a kind of visit or meeting at which children are seen.
type sighting struct {
	// recordType holds it, and on is its day or moment.
	recordType, on string
	// as names the kind, false where the child was not seen. seen is the field that says whether the child was, blank where the record says so itself.
	as   func(engine.SubjectRow) (string, bool)
	seen string
}

// sightings are all kinds of visit and meeting at which children are seen.
var sightings = []sighting{
	{"cp_visit", "visited_on", always("child protection visit"), "seen"},
	{"cin_visit", "visited_on", always("child in need visit"), "seen"},
	{"care_visit", "visited_on", byCode("kind", map[string]string{
		"care": "placement visit", "adoption": "visit to a child placed for adoption", "custody": "visit in custody",
	}), "seen"},
	{"return_interview", "held_at", byCode("outcome", map[string]string{"held": "return interview", "": "return interview"}), ""},
	{"adviser_contact", "contact_on", byCode("kind", map[string]string{
		"visit": "visit by the personal adviser", "meeting": "meeting with the personal adviser",
	}), ""},
}

func always(name string) func(engine.SubjectRow) (string, bool) {
	return func(engine.SubjectRow) (string, bool) { return name, true }
}

func byCode(field string, names map[string]string) func(engine.SubjectRow) (string, bool) {
	return func(row engine.SubjectRow) (string, bool) {
		name, ok := names[row.Text(field)]
		return name, ok
	}
}

// sightingTypes lists the record types that hold a sighting.
func sightingTypes() []string {
	types := make([]string, 0, len(sightings))
	for _, s := range sightings {
		types = append(types, s.recordType)
	}
	return types
}

// seen gives when a child was last seen by the day asked about. Of two visits of one day the one that says that the child was seen counts.
func (l *life) seen(c covering) (last Seen) {
	for _, kind := range sightings {
		for _, row := range l.rows[kind.recordType] {
			name, counts := kind.as(row)
			said, known := row[kind.seen].(bool)
			on := door.Civil(Day(row, kind.on), strings.HasSuffix(kind.on, "_at"))
			one := Seen{LastSeen: on, SeenAs: name, Unsure: kind.seen != "" && !known}
			if !counts || known && !said || on.IsZero() || on.After(c.asAt) {
				continue
			}
			if later := on.Compare(last.LastSeen); later > 0 || later == 0 && last.Unsure {
				last = one
			}
		}
	}
	last.SeenKnown = l.seenKnown(c)
	return last
}

// seenKnown says to which day the visits are known that a child is owed as they stand.
func (l *life) seenKnown(c covering) string {
	var ends []string
	owed := func(open bool, recordType, name string) {
		if !open {
			return
		}
		switch to, fed := c.lastDay(recordType); {
		case !fed:
			ends = append(ends, "no source holds "+name)
		case to.Before(c.asAt):
			ends = append(ends, name+" are known to "+words.LongDate(to))
		}
	}
	_, lookedAfter := l.openOn("care_spell", "started_on", "ended_on", c.asAt)
	_, onPlan := l.openOn("cp_plan", "started_on", "ended_on", c.asAt)
	_, inNeed := l.openOn("cin_episode", "referred_on", "closed_on", c.asAt)
	owed(lookedAfter, "care_visit", "placement visits")
	owed(onPlan, "cp_visit", "child protection visits")
	owed(inNeed && !lookedAfter && !onPlan, "cin_visit", "child in need visits")
	return strings.Join(ends, "; ")
}
