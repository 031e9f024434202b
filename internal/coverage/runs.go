package coverage

import (
	"cmp"
	"slices"

	"heed/internal/engine"
)

// Run is days one after another that are covered, and whether that is assumed.
type Run struct {
	engine.CoveredDays

	Assumed bool
}

// join works out the first and the last day, the days that are covered and the gaps between. What is assumed is a run of its own only where
// nobody has said it.
func (k *Kind) join() {
	slices.SortStableFunc(k.Spans, func(a, b Span) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) })
	all := engine.JoinDays(daysOf(k.Spans))
	k.From, k.To = all[0].From, all[len(all)-1].To
	k.Gaps = between(all)
	said := engine.JoinDays(daysOf(slices.DeleteFunc(slices.Clone(k.Spans), func(s Span) bool { return s.Assumed })))
	for _, d := range said {
		k.Runs = append(k.Runs, Run{d, false})
	}
	for _, whole := range all {
		for _, d := range without(whole, said) {
			k.Runs = append(k.Runs, Run{d, true})
		}
	}
	slices.SortFunc(k.Runs, func(a, b Run) int { return a.From.Compare(b.From) })
}

func daysOf(spans []Span) []engine.CoveredDays {
	list := make([]engine.CoveredDays, 0, len(spans))
	for _, s := range spans {
		list = append(list, s.Days)
	}
	return list
}

// between gives the days between those of a list, which is in order.
func between(list []engine.CoveredDays) (gaps []Gap) {
	for i := range max(len(list)-1, 0) {
		gaps = append(gaps, Gap{From: list[i].To.AddDate(0, 0, 1), To: list[i+1].From.AddDate(0, 0, -1)})
	}
	return gaps
}

// without gives what is left of days when those of a list, which is in order, are taken away.
func without(days engine.CoveredDays, taken []engine.CoveredDays) (left []engine.CoveredDays) {
	for _, t := range taken {
		if t.To.Before(days.From) || t.From.After(days.To) {
			continue
		}
		if days.From.Before(t.From) {
			left = append(left, engine.CoveredDays{From: days.From, To: t.From.AddDate(0, 0, -1)})
		}
		days.From = t.To.AddDate(0, 0, 1)
	}
	if !days.From.After(days.To) {
		left = append(left, days)
	}
	return left
}
