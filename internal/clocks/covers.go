package clocks

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// Cover says for which days the records of a type are complete, of those that a clock hangs on.
type Cover struct {
	Type, Title string
	// Words are the days: "1 April 2020 to 31 March 2026", or that no source holds the type.
	Words string
}

// beyondRecords says whether a clock stands as it does because of where the records begin or end.
func beyondRecords(c engine.Clock) bool {
	switch c.Status {
	case engine.NotKnownYet, engine.BeforeRecords:
		return true
	case engine.CannotTell:
		return c.Missing == engine.NothingFeeds
	case engine.Overdue:
		return !c.KnownTo.IsZero()
	case engine.Met, engine.MetLate, engine.Missed, engine.NotOwed, engine.Excused, engine.DueSoon, engine.Running:
	}
	return false
}

// listCovers says what the records cover of the types that would show a duty met or that say what is owed, in the order of its header.
func listCovers(ctx context.Context, in *door.Inquiry, r *rulebook.Rule) ([]Cover, error) {
	spans, err := in.Engine.ListCoverage(ctx, in.Q)
	if err != nil {
		return nil, err
	}
	var list []Cover
	for _, id := range slices.Concat(r.MetBy, r.RestsOn) {
		t := in.Catalogue().Type(id)
		if t == nil || slices.ContainsFunc(list, func(c Cover) bool { return c.Type == id }) {
			continue
		}
		list = append(list, Cover{Type: id, Title: t.Title, Words: coverWords(spans, id)})
	}
	return list, nil
}

// coverWords writes the days that any source covers of a type.
func coverWords(spans []engine.Coverage, id string) string {
	var all []engine.CoveredDays
	for _, s := range spans {
		if s.RecordType == id {
			all = append(all, s.Days)
		}
	}
	var parts []string
	for _, d := range engine.JoinDays(all) {
		parts = append(parts, words.LongDate(d.From)+" to "+words.LongDate(d.To))
	}
	return cmp.Or(strings.Join(parts, "; "), "no source holds any")
}
