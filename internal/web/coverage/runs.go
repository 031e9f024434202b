package coverage

import (
	"slices"
	"time"

	"heed/internal/coverage"
)

// run is days one after another that are covered, both ends within them, and whether that is assumed.
type run struct {
	from, to time.Time
	assumed  bool
}

// runs joins the spans of a kind that touch or overlap, so that nine returns in a row are one bar. What is assumed is shown only where nobody
// has said it.
func runs(spans []coverage.Span) []run {
	said := joined(spans, false)
	list := slices.Clone(said)
	for _, a := range joined(spans, true) {
		for _, s := range said {
			if a.to.Before(s.from) || a.from.After(s.to) {
				continue
			}
			if a.from.Before(s.from) {
				list = append(list, run{a.from, s.from.AddDate(0, 0, -1), true})
			}
			a.from = s.to.AddDate(0, 0, 1)
		}
		if !a.from.After(a.to) {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(x, y run) int { return x.from.Compare(y.from) })
	return list
}

// joined joins those spans, in the order of their first days, that are assumed or that are not.
func joined(spans []coverage.Span, assumed bool) (list []run) {
	for _, s := range spans {
		if s.Assumed != assumed {
			continue
		}
		if n := len(list); n > 0 && !s.From.After(list[n-1].to.AddDate(0, 0, 1)) {
			if s.To.After(list[n-1].to) {
				list[n-1].to = s.To
			}
			continue
		}
		list = append(list, run{s.From, s.To, assumed})
	}
	return list
}
