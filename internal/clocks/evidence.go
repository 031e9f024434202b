package clocks

import (
	"cmp"
	"context"
	"slices"
	"time"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/ledger"
	"heed/internal/words"
	"heed/rulebook"
)

// Evidence is the records of one type that a duty found about a subject.
type Evidence struct {
	Type, Title string
	// N is how many there are, and Records those nearest to the day that the clock is about, in the order of their days.
	N       int
	Records []Looked
	// Last is when the latest of them was recorded, zero where there is none.
	Last time.Time

	latest time.Time // the last day that any of them names
}

// Looked is one record that a duty looked at.
type Looked struct {
	// On is the first day that it names, zero where it names none; Days are all that it names, by the field.
	On   time.Time
	Days []words.Fact
	// RecordedAt is when this version came to Heed, Source what gave it and Batch the import it came with, blank where a person wrote it.
	RecordedAt    time.Time
	Source, Batch string
}

// lookedShown is how many records of one type a clock shows: a duty of years looks at hundreds of visits.
const lookedShown = 6

// findEvidence finds the records about a subject that a duty reads, itself or through its views.
func findEvidence(ctx context.Context, in *door.Inquiry, r *rulebook.Rule, c engine.Clock, subject string) ([]Evidence, error) {
	types := slices.DeleteFunc(in.Engine.RecordTypes(r), func(id string) bool {
		t := in.Catalogue().Type(id)
		return t == nil || t.About != r.Subject || t.Restricted && !in.Scope.Sensitive(subject)
	})
	found, err := in.Engine.SubjectRows(ctx, in.Q, []string{subject}, types...)
	if err != nil {
		return nil, err
	}
	from, err := cameFrom(ctx, in, subject)
	if err != nil {
		return nil, err
	}
	list := make([]Evidence, 0, len(types))
	for _, id := range types {
		list = append(list, evidenceOf(in.Catalogue().Type(id), found[id], from, c))
	}
	return list, nil
}

// cameFrom gives the entry of each record about a subject, by its type and id, as known at the moment asked about.
func cameFrom(ctx context.Context, in *door.Inquiry, subject string) (map[[2]string]ledger.Entry, error) {
	from := map[[2]string]ledger.Entry{}
	for _, number := range in.Scope.People.Numbers(subject) {
		entries, err := in.Ledger().SubjectEntries(ctx, in.Who.Authority, number)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if in.Q.KnownAt.IsZero() || !e.RecordedAt.After(in.Q.KnownAt) {
				from[[2]string{e.RecordType, e.RecordID}] = e
			}
		}
	}
	return from, nil
}

func evidenceOf(t *catalogue.Type, rows []engine.SubjectRow, from map[[2]string]ledger.Entry, c engine.Clock) Evidence {
	one := Evidence{Type: t.ID, Title: t.Title, N: len(rows)}
	for _, row := range rows {
		looked, last := lookedOf(t, row)
		if at, ok := row["recorded_at"].(time.Time); ok {
			looked.RecordedAt = at
			if at.After(one.Last) {
				one.Last = at
			}
		}
		if last.After(one.latest) {
			one.latest = last
		}
		e := from[[2]string{t.ID, row.Text("record_id")}]
		looked.Source, looked.Batch = sourceWords(e.Source), e.Batch
		one.Records = append(one.Records, looked)
	}
	near := c.Due
	if near.IsZero() {
		near = c.Arose
	}
	slices.SortStableFunc(one.Records, func(x, y Looked) int { return cmp.Compare(apart(x.On, near), apart(y.On, near)) })
	one.Records = one.Records[:min(len(one.Records), lookedShown)]
	slices.SortStableFunc(one.Records, func(x, y Looked) int { return x.On.Compare(y.On) })
	return one
}

func apart(x, y time.Time) time.Duration { return x.Sub(y).Abs() }

// births are the fields that a clock does not show: a date of birth, the child's own or that of their child, is for those who may see a name,
// and no clock hangs on showing it.
var births = []string{"born_on", "expected_birth_on", "own_child_born_on"}

// lookedOf gives the days that a record names, with the last of them.
func lookedOf(t *catalogue.Type, row engine.SubjectRow) (looked Looked, last time.Time) {
	for _, f := range t.Fields {
		at, ok := row[f.ID].(time.Time)
		if !ok || slices.Contains(births, f.ID) || f.Type != catalogue.FieldDate && f.Type != catalogue.FieldMoment {
			continue
		}
		day := door.Civil(at, f.Type == catalogue.FieldMoment)
		text := words.LongDate(day)
		if f.Type == catalogue.FieldMoment {
			text += ", " + words.ClockTime(at)
		}
		looked.Days = append(looked.Days, words.Fact{Label: f.Title, Value: text})
		if looked.On.IsZero() || day.Before(looked.On) {
			looked.On = day
		}
		if day.After(last) {
			last = day
		}
	}
	return looked, last
}

// sourceWords names what gave a record.
func sourceWords(source string) string {
	switch source {
	case "ssda903":
		return "SSDA903 return"
	case "cin":
		return "Children in need census"
	case "csv":
		return "A list, as CSV"
	case "form":
		return "Written in Heed"
	case "":
		return ""
	}
	return words.Capital(source)
}
