package children

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/words"
)

// Event is one record in a child's chronology.
type Event struct {
	// On is when it happened; RecordedAt is when Heed first held it.
	On   time.Time
	Area string
	// What is the record type's title; Detail is what the record holds, in words.
	What, Detail string
	RecordedAt   time.Time
	// Late says that it was recorded more than a year after it happened. Returns come once a year, so that less than a
	// year says nothing.
	Late           bool
	Type, RecordID string
	Withdrawn      bool
	// Versions is how many there are: more than one says that it has been corrected.
	Versions int
}

// lateAfter is how long after its date a record counts as late.
const lateAfter = 12

// sealed stands for what a record says that is sensitive in itself.
const sealed = "What it says is restricted to those with a named grant"

// theirOwn stands for a child's own words, which are for those who work with the child.
const theirOwn = "The child’s own words are for those who work with the child"

// viewType is the record type that holds a child's own words.
const viewType = "child_view"

// undated are the record types that say who a child is or who may see them: no part of what happened.
var undated = []string{"child", "child_name", "access_grant", "restriction"}

// Teller puts records into words, for a reader who may or may not see what is sensitive in itself.
type Teller struct {
	Catalogue *catalogue.Catalogue
	// names are those of staff and teams, by id.
	names     map[string]string
	asAt      time.Time
	sensitive bool
	// close says that the reader works with the child, and so may read the child's own words.
	close bool
}

// chronology turns entries into events, the latest first. Each record is as last recorded; what lies after the day asked
// about is left out, unless it is planned.
func (w Teller) chronology(entries []ledger.Entry) ([]Event, error) {
	type key struct{ kind, id string }
	latest, first := map[key]ledger.Entry{}, map[key]time.Time{}
	for _, e := range entries {
		k := key{e.RecordType, e.RecordID}
		if _, ok := first[k]; !ok {
			first[k] = e.RecordedAt
		}
		latest[k] = e
	}
	var events []Event
	for k, e := range latest {
		t := w.Catalogue.Type(k.kind)
		if t == nil || t.About != "child" || slices.Contains(undated, k.kind) {
			continue
		}
		event, ok, err := w.describe(t, e)
		if err != nil {
			return nil, err
		}
		if !ok || event.On.After(w.asAt) && !event.planned {
			continue
		}
		if t.Restricted && !w.sensitive {
			event.Detail = sealed
		}
		if t.ID == viewType && !w.close {
			event.Detail = theirOwn
		}
		event.RecordedAt = first[k]
		event.Late = event.RecordedAt.After(event.On.AddDate(0, lateAfter, 0))
		events = append(events, event.Event)
	}
	slices.SortFunc(events, func(x, y Event) int {
		return cmp.Or(y.On.Compare(x.On), cmp.Compare(x.What, y.What), cmp.Compare(x.RecordID, y.RecordID))
	})
	return events, nil
}

type described struct {
	Event

	planned bool
}

// describe puts an entry into words, by the catalogue. ok is false where it has no date.
// An entry that cannot be read is an error: it is not left out as though nothing had happened.
func (w Teller) describe(t *catalogue.Type, e ledger.Entry) (d described, ok bool, err error) {
	values, err := t.Values(e.Body)
	if err != nil {
		return d, false, fmt.Errorf("reading a %s of the chronology: %w", t.ID, err)
	}
	d, ok = w.describeValues(t, e, values)
	return d, ok, nil
}

func (w Teller) describeValues(t *catalogue.Type, e ledger.Entry, values []string) (d described, ok bool) {
	d.Event = Event{Area: t.Area, What: t.Title, Type: t.ID, RecordID: e.RecordID, Withdrawn: e.Withdrawn, Versions: e.Version}
	dated := happened(t, values)
	if dated != nil {
		d.On, _ = dayOf(dated, values[t.Index(dated.ID)])
		d.planned = dated.Planned
	}
	var words []string
	for i, f := range t.Fields {
		if values[i] == "" || f.Type == catalogue.FieldSubject || f == dated {
			continue
		}
		if f.Type == catalogue.FieldPostcode {
			continue // where a child lives is no part of a list that may be printed
		}
		words = append(words, f.Title+": "+w.inWords(f, values[i]))
	}
	d.Detail = strings.Join(words, "; ")
	return d, !d.On.IsZero()
}

// another are the record types whose key holds the date of another record: what happened is dated by the first of
// these fields that is filled.
var another = map[string][]string{
	"section_47_outcome": {"concluded_on"},
	"return_interview":   {"held_at", "offered_at"},
}

// happened gives the field that says when a record happened: the last date of its key, since what goes before names the
// record it belongs to, or else its first date. It is nil where there is none.
func happened(t *catalogue.Type, values []string) *catalogue.Field {
	for _, id := range another[t.ID] {
		if i := t.Index(id); i >= 0 && values[i] != "" {
			return t.Fields[i]
		}
	}
	var first, last *catalogue.Field
	for i, f := range t.Fields {
		if _, isDay := dayOf(f, values[i]); !isDay {
			continue
		}
		if first == nil {
			first = f
		}
		if slices.Contains(t.Key, f.ID) {
			last = f
		}
	}
	if last != nil {
		return last
	}
	return first
}

func dayOf(f *catalogue.Field, value string) (time.Time, bool) {
	switch f.Type {
	case catalogue.FieldDate:
		day, err := time.Parse(time.DateOnly, value)
		return day, err == nil
	case catalogue.FieldMoment:
		at, err := time.Parse(time.RFC3339, value)
		return door.Civil(at, true), err == nil
	default:
		return time.Time{}, false
	}
}

// inWords writes a canonical value as a reader wants it.
func (w Teller) inWords(f *catalogue.Field, value string) string {
	switch f.Type {
	case catalogue.FieldDate:
		if day, ok := dayOf(f, value); ok {
			return words.LongDate(day)
		}
	case catalogue.FieldMoment:
		if at, err := time.Parse(time.RFC3339, value); err == nil {
			return words.LongDate(door.Civil(at, true)) + " at " + words.ClockTime(at)
		}
	case catalogue.FieldYesNo:
		return words.Either(value == "true", "yes", "no")
	case catalogue.FieldCode, catalogue.FieldCodes:
		if list := w.Catalogue.List(f.Codes); list != nil {
			labels := strings.Split(value, ";")
			for i, code := range labels {
				labels[i] = list.Label(code)
			}
			return strings.Join(labels, ", ")
		}
	case catalogue.FieldID:
		if name := w.names[value]; name != "" {
			return name
		}
	default:
	}
	if f.Unit != "" {
		return value + " " + f.Unit
	}
	return value
}
