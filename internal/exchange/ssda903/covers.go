package ssda903

import (
	"time"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// ofNearlyAll are the tables that have a row of nearly every child, so that an empty one was not filled: it says nothing. Of
// the others an empty one says that there was none in the year.
var ofNearlyAll = map[string]bool{"header": true, "episodes": true, "reviews": true, "oc2": true, "oc3": true}

// covers says which days the tables of a return cover, once they have been read: its collection year, for the record type
// that each of them is. The once-a-year answers of oc2 and oc3 are records of their own, about the year: they say that a
// child's health was assessed or that somebody was in touch, and not on which day, so that they cover neither health
// assessments nor contacts. Nothing else of a child is in the return: no visits, no plans, no return interviews.
func (d *finder) covers(file string, year int, tables []*Table, to *intake.Receiver) error {
	span, err := d.search.YearSpan(file, year, time.Time{}, to.LastRecorded())
	if err != nil {
		return err
	}
	source := "SSDA903 " + catalogue.CollectionYear(year)
	for _, t := range tables {
		of := to.Recorded(t.Type.ID)
		if of.Records == 0 && (ofNearlyAll[t.Name] || !of.None()) {
			continue
		}
		if err := to.Cover(t.Type.ID, source, span); err != nil {
			return err
		}
	}
	return nil
}

// given lists the tables of which a return in XML has anything. The XML has no table that could be there and empty: of what
// none of its children has, it cannot be told whether it was written at all.
func (d *finder) given(to *intake.Receiver) []*Table {
	var tables []*Table
	for _, t := range d.Tables {
		if to.Recorded(t.Type.ID).Records > 0 {
			tables = append(tables, t)
		}
	}
	return tables
}
