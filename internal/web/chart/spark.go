package chart

import "html/template"

const sparkWidth, sparkHeight = 118.0, 38.0

// Spark draws a series as a small line for a figure card, 118 by 38 pixels, with a dot on its last value. Its scale is its own:
// it shows which way a figure goes, not how far. Of the references only the first is drawn. A series without a single figure
// draws nothing.
func Spark(s Series) template.HTML {
	known := s.known()
	if len(known) == 0 {
		return ""
	}
	s.References = s.comparable()
	s.References = s.References[:min(1, len(s.References))]
	lo, hi := known[0].Value, known[0].Value
	for _, p := range known {
		lo, hi = min(lo, p.Value), max(hi, p.Value)
	}
	for _, r := range s.References {
		lo, hi = min(lo, r.Value), max(hi, r.Value)
	}
	if lo == hi {
		lo, hi = lo-1, hi+1
	}
	f := frame{3, sparkWidth - 7, 5, sparkHeight - 5, len(s.Points), scale{[]float64{lo, hi}}}

	var m markup
	m.open("heed-spark", sparkWidth, sparkHeight, s.span())
	for _, r := range s.References {
		m.level(string(r.Kind), 0, sparkWidth, f.y(r.Value))
	}
	var last xy
	for _, run := range s.runs() {
		places := make([]xy, 0, run[1]-run[0])
		for i := run[0]; i < run[1]; i++ {
			last = f.place(i, s.Points[i].Value)
			places = append(places, last)
		}
		if len(places) > 1 {
			m.line("c-us", places)
		} else {
			m.dot(last.x, last.y, 2)
		}
	}
	m.dot(last.x, last.y, 4)
	m.close()
	return m.html()
}
