package table

import (
	"slices"
	"time"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// source is how people name a list.
const source = "List"

// registers are the record types that say who there is: a day in one is of one person's, and does not say how far the list goes.
var registers = []string{"child", "child_name", "worker", "team"}

// covers says which days some lists cover, once they have been read: each from the first day recorded in it to the last, or
// between the days that the user gives. A list without rows says that nothing happened only where the user says so.
func (d *finder) covers(files []list, to *intake.Receiver) error {
	var seen []*catalogue.Type
	for _, f := range files {
		t := f.Is
		if !t.Covered() || slices.Contains(seen, t) {
			continue
		}
		seen = append(seen, t)
		of := to.Recorded(t.ID)
		if of.Records == 0 && (d.search.CompleteTo.IsZero() || !of.None()) {
			continue
		}
		if slices.Contains(registers, t.ID) {
			of.First, of.Last = "", ""
		}
		if t.Index("year_ending_on") >= 0 {
			of.First = yearBegins(of.First)
		}
		span, err := d.search.ListSpan(f.Shown, of.First, of.Last)
		if err != nil {
			return err
		}
		if err := to.Cover(t.ID, source, span); err != nil {
			return err
		}
	}
	return nil
}

// yearBegins gives the first day of the year that ends on a day.
func yearBegins(end string) string {
	day, err := time.Parse(time.DateOnly, end)
	if err != nil {
		return ""
	}
	return day.AddDate(-1, 0, 1).Format(time.DateOnly)
}
