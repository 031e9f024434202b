package coverage

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/words"
	"heed/rulebook"
)

// Sending is a return, an extract or a list that must come in next, so that more is known of the kinds of record it brings.
type Sending struct {
	// ID names it in an address, Title to people: "SSDA903 2026-27".
	ID, Title string
	// Who sends it, and When: what is known of either.
	Who, When string
	// Late says that its year has ended, so that it could have come. No more is said: no day is held by which it is due.
	Late bool
	// Kinds are the kinds of record it would bring, and KnownTo the first of their last days.
	Kinds   []Kind
	KnownTo time.Time
	// Duties are those of which clocks wait for it, and Clocks how many do; Figures are those that cannot be told until it comes.
	Duties  []Waiting
	Clocks  int
	Figures []*rulebook.Rule
}

// Waiting is how many clocks of a duty are not known yet.
type Waiting struct {
	Rule   *rulebook.Rule
	Clocks int
}

// sendings gathers the kinds that end before a day by what would bring more of them.
func sendings(kinds []Kind, asAt time.Time) []Sending {
	var list []Sending
	for _, kind := range kinds {
		if !kind.To.Before(asAt) {
			continue
		}
		next := nextOf(kind, asAt)
		at := slices.IndexFunc(list, func(s Sending) bool { return s.ID == next.ID && s.Title == next.Title })
		if at < 0 {
			at = len(list)
			next.KnownTo = kind.To
			list = append(list, next)
		}
		list[at].add(kind)
	}
	for i := range list {
		slices.SortStableFunc(list[i].Duties, func(a, b Waiting) int { return cmp.Or(b.Clocks-a.Clocks, cmp.Compare(a.Rule.Title, b.Rule.Title)) })
	}
	slices.SortStableFunc(list, func(a, b Sending) int {
		return cmp.Or(b.Clocks-a.Clocks, len(b.Figures)-len(a.Figures), cmp.Compare(a.Title, b.Title))
	})
	return list
}

func (s *Sending) add(kind Kind) {
	s.Kinds = append(s.Kinds, kind)
	if kind.To.Before(s.KnownTo) {
		s.KnownTo = kind.To
	}
	s.Clocks += kind.FellDue
	s.Duties, s.Figures = append(s.Duties, kind.duties...), append(s.Figures, kind.figures...)
}

// nextOf says what would bring more of a kind of record: the return of the next year, or another extract or list like the one that came last.
func nextOf(kind Kind, asAt time.Time) Sending {
	last := kind.Spans[0]
	for _, span := range kind.Spans {
		if !span.To.Before(last.To) {
			last = span
		}
	}
	switch lower := strings.ToLower(last.Source); {
	case strings.HasPrefix(lower, "ssda903"):
		return returnAfter("ssda903", "SSDA903", kind.To, asAt)
	case strings.Contains(lower, "census"):
		return returnAfter("census", "Children in need census", kind.To, asAt)
	case strings.HasPrefix(lower, "safeguarding dataset"):
		return Sending{ID: "safeguarding-dataset", Title: "Safeguarding dataset, the next extract", Who: fromCaseSystem, When: localHabit}
	case strings.HasPrefix(lower, "annex a"):
		return Sending{ID: "annex-a", Title: "Annex A, the next lists", Who: fromCaseSystem, When: localHabit}
	}
	return Sending{ID: kind.Type, Title: kind.Title + ", the next list", Who: "Not recorded", When: localHabit}
}

const (
	fromCaseSystem = "Your council, from its case system"
	localHabit     = "A local choice: no day is recorded"
)

// returnAfter is the return of the year that holds the day after the last one known. A collection year runs from 1 April to 31 March.
func returnAfter(id, name string, known, asAt time.Time) Sending {
	year := known.AddDate(0, 0, 1)
	end := time.Date(year.Year(), time.March, 31, 0, 0, 0, 0, time.UTC)
	if year.After(end) {
		end = end.AddDate(1, 0, 0)
	}
	s := Sending{ID: id + "-" + catalogue.CollectionYear(end.Year()), Title: name + " " + catalogue.CollectionYear(end.Year()), Who: "Your council: the file that goes to the Department for Education", Late: end.Before(asAt)}
	s.When = words.Either(s.Late, "Its year ended on ", "Its year ends on ") + words.LongDate(end)
	return s
}
