package intake

import (
	"strings"
	"time"

	"heed/catalogue"
)

// OfYear says which collection year the return is of, by the year of its 31 March, so that a code that its list did not have in
// that year is told.
func (d *Receiver) OfYear(year int) { d.year = year }

// codes gives a fault for each field with a code that is not of the return's collection year. A row that ended before that year is
// held to the year in which it ended: systems send what is past along as it was.
func (t *Table) codes(values []string, usable func(int) bool, at Place) error {
	if t.receiver.year == 0 {
		return nil
	}
	year := t.shape.yearOf(values, usable, t.receiver.year)
	for _, i := range t.shape.coded {
		if !usable(i) {
			continue
		}
		reason := ""
		list := t.shape.Type.Fields[i].List()
		for code := range strings.SplitSeq(values[i], ";") {
			switch from, to := list.Years(code); {
			case from > year:
				reason = "a code that the list " + list.ID + " has from " + catalogue.CollectionYear(from) + " only"
			case to != 0 && to < year:
				reason = "a code that the list " + list.ID + " has up to " + catalogue.CollectionYear(to) + " only"
			}
		}
		if reason == "" {
			continue
		}
		if err := t.given(i, reason, at); err != nil {
			return err
		}
	}
	return nil
}

// yearOf gives the collection year that a row's codes are held to.
func (s *Shape) yearOf(values []string, usable func(int) bool, year int) int {
	for _, p := range s.spans {
		if !usable(p.to) {
			continue
		}
		if ended, err := time.Parse(time.DateOnly, values[p.to]); err == nil && YearOf(ended) < year {
			return YearOf(ended)
		}
	}
	return year
}
