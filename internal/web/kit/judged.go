package kit

import (
	"heed/internal/rules"
)

// Judged is a figure that judges a duty, with what is published to set beside it.
type Judged struct {
	Title, Href string
	// Others are England's value and others', each of its year; None says that nothing is published.
	Others []Crumb
	None   bool
}

// JudgedBy makes the links from a duty to the figures that judge it, and to what is published of others beside each.
func (f Frame) JudgedBy(judges []rules.Judge) []Judged {
	var list []Judged
	for _, j := range judges {
		href := f.Figure(j.Measure.ID)
		v := Judged{Title: j.Measure.Title, Href: href, None: len(j.Comparators) == 0 && !j.ByYear}
		for _, c := range j.Comparators {
			v.Others = append(v.Others, Crumb{Text: c.Label + ": " + ComparatorValue(j.Measure, c), Href: href + "#others"})
		}
		if len(j.Comparators) == 0 && j.ByYear {
			v.Others = []Crumb{{Text: "What others have, year by year", Href: href + "#others"}}
		}
		list = append(list, v)
	}
	return list
}
