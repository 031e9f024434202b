package clocks

import (
	"slices"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/words"
	"heed/rulebook"
)

// absentWords says what a clock lacks: the day that is not recorded and who can add it, and of the types that would show it met those of which nothing
// is recorded since the clock arose. It speaks of records alone: that nothing is recorded does not say that nothing was done.
func absentWords(in *door.Inquiry, r *rulebook.Rule, c Clock, looked []Evidence) []string {
	var list []string
	if c.Status == engine.CannotTell {
		list = append(list, missingDay(in, r, c))
	}
	if !c.Met.IsZero() || c.Arose.IsZero() || c.Status == engine.NotOwed || c.Status == engine.Excused {
		return list
	}
	arose := door.Civil(c.Arose, c.Timed)
	for _, id := range rulebook.TypesOf(r.MetBy...) {
		at := slices.IndexFunc(looked, func(e Evidence) bool { return e.Type == id })
		switch {
		case at < 0: // of another subject, or not for this reader
		case looked[at].N == 0:
			list = append(list, looked[at].Title+": no record of this "+r.Subject+" is held.")
		case looked[at].latest.IsZero() || !looked[at].latest.Before(arose):
		default:
			list = append(list, looked[at].Title+": no record is dated "+words.LongDate(arose)+" or later. The last is of "+words.LongDate(looked[at].latest)+".")
		}
	}
	return list
}

// missingDay names what cannot be told and says who can add it, and where.
func missingDay(in *door.Inquiry, r *rulebook.Rule, c Clock) string {
	if c.Missing == engine.NothingFeeds {
		return "No source holds what would show it done. Whoever imports records can bring in a list of: " + titles(in, r.MetBy) + "."
	}
	what := c.Missing
	if what == "" {
		what = "a day that the clock is counted from"
	}
	text := words.Capital(what) + " is not recorded. It can be added "
	switch {
	case c.Owner != "":
		text += "by " + c.Owner + ", "
	case c.OwnerRole != "":
		text += "by the " + c.OwnerRole + ", "
	}
	return text + "in " + keptIn(in, r) + "."
}

// keptIn says where the records that a duty rests on are kept.
func keptIn(in *door.Inquiry, r *rulebook.Rule) string {
	heed := slices.ContainsFunc(rulebook.TypesOf(slices.Concat(r.MetBy, r.RestsOn)...), func(id string) bool {
		t := in.Catalogue().Type(id)
		return t != nil && t.KeptBy == catalogue.KeptByHeed
	})
	return words.Either(heed, "Heed or, where it is kept there, the case system: Heed has that with the next list or return", "the case system: Heed has it with the next list or return")
}

// titles names the record types of a header's names.
func titles(in *door.Inquiry, names []string) string {
	var list []string
	for _, id := range rulebook.TypesOf(names...) {
		if t := in.Catalogue().Type(id); t != nil {
			list = append(list, words.LowerFirst(t.Title))
		}
	}
	return words.Join(list)
}
