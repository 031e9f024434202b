package intake

import (
	"maps"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
)

// Recorded says how many records of a type a return gave, and between which days they lie. The day of a record is the latest, up
// to the day of the import, on which it says that something happened: not one that is planned, nor one of a birth.
type Recorded struct {
	// Records is how many records were given, and Dated how many of them have a day. Lost is how many rows were kept out since
	// they could not be read.
	Records, Dated, Lost int
	// First and Last are days as 2026-03-31, blank where no record has one. Of 100 records or more First is the day by which
	// more than one in a hundred had been recorded, so that one slip of the pen in a year claims no century.
	First, Last string
}

// manyRecords is how many records there must be for the earliest of them to be left aside.
const manyRecords = 100

// days counts the records of one type by day.
type days struct {
	records, lost int
	on            map[string]int
}

// recorded gives what has been counted.
func (d *days) recorded() Recorded {
	if d == nil {
		return Recorded{}
	}
	r := Recorded{Records: d.records, Lost: d.lost}
	for _, n := range d.on {
		r.Dated += n
	}
	aside := 0
	if r.Dated >= manyRecords {
		aside = r.Dated / manyRecords
	}
	seen := 0
	for _, day := range slices.Sorted(maps.Keys(d.on)) {
		if seen += d.on[day]; seen > aside && r.First == "" {
			r.First = day
		}
		r.Last = day
	}
	return r
}

// None says that there were no rows at all, so that nothing happened where the return is whole. Rows of which none could be read
// do not say so.
func (r Recorded) None() bool { return r.Records == 0 && r.Lost == 0 }

// Recorded gives what the receiver has handed on of a record type so far.
func (d *Receiver) Recorded(recordType string) Recorded { return d.days[recordType].recorded() }

// LastRecorded gives the last day of all records handed on so far, blank where none has a day.
func (d *Receiver) LastRecorded() string {
	last := ""
	for _, of := range d.days {
		for day := range of.on {
			last = max(last, day)
		}
	}
	return last
}

// count notes the day of a record that goes in.
func (t *Table) count(values []string, usable func(int) bool) {
	of := t.days()
	of.records++
	latest := ""
	for _, i := range t.shape.happened {
		if len(values[i]) < len(time.DateOnly) || !usable(i) {
			continue
		}
		if day := values[i][:len(time.DateOnly)]; day > latest && (t.receiver.today == "" || day <= t.receiver.today) {
			latest = day
		}
	}
	if latest != "" {
		of.on[latest]++
	}
}

// Lose notes a row that is kept out since it could not be read.
func (t *Table) Lose() { t.days().lost++ }

// days gives the count of the table's record type.
func (t *Table) days() *days {
	of := t.receiver.days[t.shape.Type.ID]
	if of == nil {
		of = &days{on: map[string]int{}}
		t.receiver.days[t.shape.Type.ID] = of
	}
	return of
}

// yearField holds the last day of the year that a record is about. It is no day on which anything happened, except to a list
// of such years.
const yearField = "year_ending_on"

// happens says whether a field holds when something happened, as against when it is planned or somebody was born.
func happens(f *catalogue.Field) bool {
	timed := f.Type == catalogue.FieldDate || f.Type == catalogue.FieldMoment
	return timed && !f.Planned && !strings.Contains(f.ID, "born_on") && !strings.Contains(f.ID, "birth") && f.ID != yearField
}
