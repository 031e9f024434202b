// Package annexa makes the eleven lists of Ofsted's Annex A of what is held of an authority on a day, in Ofsted's own headings and choices. What is
// not held is blank, or Unknown where the list has that choice: nothing is filled in that nobody recorded.
package annexa

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"heed/internal/exchange/annexa"
	"heed/internal/export"
)

// Row is a record, or a row of a view: its values as text by field, days as 2026-10-31. subject_id is whom it is about.
type Row map[string]string

// Held is what is held of an authority, as known at a moment.
type Held struct {
	// Rows are those of each of [Sources].
	Rows map[string][]Row
	// CoveredTo gives the day to which the records of a type are complete from a day on, blank where they are not.
	CoveredTo func(recordType, from string) string
	// Label gives Heed's own words for a code of a list.
	Label func(list, code string) string
}

// Sources are the views and record types that the lists are made of.
var Sources = []string{
	"child_as_at", "care_spell", "legal_spell", "placement_spell", "care_leaver_as_at", "allocation_as_at", "role_holder",
	"unaccompanied_child", "contact", "early_help", "referral", "assessment", "assessment_outcome", "section_47", "initial_conference",
	"cin_episode", "cin_plan", "cin_visit", "cp_plan", "cp_visit", "cp_review", "emergency_order", "police_protection", "review", "care_visit",
	"permanence_plan", "health_assessment", "dental_check", "placement_location", "missing_episode", "missing_count", "return_interview",
	"leaving_care_status", "care_leaver", "accommodation", "activity_status", "pathway_review", "adviser_contact", "adoption_decision",
	"adoption", "adoption_match", "adopter_household", "listed_worker",
}

// ChildColumn is the heading of the child's number, in every list of children.
const ChildColumn = "Child Unique ID"

// Lists are the eleven lists, with what whoever reads them must know.
type Lists struct {
	Tables []export.Table
	Notes  []string
}

// The months that the lists look back, by Ofsted's guidance: six for lists 1 to 8, twelve for adoption, adopters and whatever is counted in a year.
const (
	halfYear = 6
	year     = 12
)

// writer makes the lists of one day.
type writer struct {
	Held

	on string
	// half and full are the first days of the six and of the twelve months to the day.
	half, full string
	by         map[string]map[string][]Row
	child      map[string]Row
	notes      []string
	noted      map[string]bool
}

// Make makes the lists as at a day.
func Make(held Held, asAt time.Time) Lists {
	w := &writer{
		Held: held, on: asAt.Format(time.DateOnly), half: before(asAt, halfYear), full: before(asAt, year),
		by: map[string]map[string][]Row{}, child: map[string]Row{}, noted: map[string]bool{},
	}
	for _, name := range Sources {
		w.by[name] = map[string][]Row{}
		for _, row := range held.Rows[name] {
			w.by[name][row["subject_id"]] = append(w.by[name][row["subject_id"]], row)
		}
	}
	for _, row := range held.Rows["child_as_at"] {
		w.child[row["subject_id"]] = row
	}
	makers := []func(*list){
		w.contacts, w.earlyHelp, w.referrals, w.assessments, w.enquiries, w.need, w.protection, w.care, w.leaving, w.adoption, w.adopters,
	}
	var out Lists
	for i, headings := range annexa.Headings() {
		l := &list{headings: headings, number: i + 1}
		makers[i](l)
		out.Tables = append(out.Tables, l.table())
		if len(l.rows) == 0 {
			w.note(fmt.Sprintf("List %d: nothing that is held, and open to whoever wrote this, belongs in it.", l.number))
		}
	}
	out.Notes = w.notes
	return out
}

// before gives the first day of so many months up to a day, that day being the last: 1 May for six months to 31 October.
func before(day time.Time, months int) string {
	next := day.AddDate(0, 0, 1)
	first := time.Date(next.Year(), next.Month()-time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, min(next.Day(), first.AddDate(0, 1, -1).Day())-1).Format(time.DateOnly)
}

// note keeps what a reader must know, once.
func (w *writer) note(text string) {
	if !w.noted[text] {
		w.noted[text] = true
		w.notes = append(w.notes, text)
	}
}

// list is one of the lists while it is made.
type list struct {
	number   int
	headings []string
	rows     []line
}

// line is a row of a list by heading, with what it is sorted by.
type line struct {
	cells map[string]string
	order string
}

func (l *list) add(order string, cells map[string]string) {
	for heading := range cells {
		if !slices.Contains(l.headings, heading) {
			panic("list " + fmt.Sprint(l.number) + " has no column " + heading)
		}
	}
	l.rows = append(l.rows, line{cells, order})
}

func (l *list) table() export.Table {
	t := export.Table{Name: fmt.Sprintf("List %d", l.number)}
	for _, heading := range l.headings {
		t.Columns = append(t.Columns, export.Column{Heading: heading, Kind: kindOf(heading)})
	}
	sort.SliceStable(l.rows, func(i, j int) bool { return l.rows[i].order < l.rows[j].order })
	for _, line := range l.rows {
		row := make([]string, len(l.headings))
		for i, heading := range l.headings {
			row[i] = line.cells[heading]
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// kindOf tells from a heading what its column holds.
func kindOf(heading string) export.Kind {
	lower := strings.ToLower(heading)
	switch {
	case strings.HasPrefix(lower, "number of"), strings.HasPrefix(lower, "no. of"), strings.HasPrefix(lower, "age"):
		return export.Wholes
	case strings.Contains(lower, "date"):
		return export.Days
	default:
		return export.Text
	}
}

// of gives the rows of a source about a subject.
func (w *writer) of(source, subject string) []Row { return w.by[source][subject] }

// latest gives the row of a subject whose day in a field is the last up to a day, nil where there is none.
func (w *writer) latest(source, subject, field, by string, keep func(Row) bool) Row {
	var found Row
	for _, row := range w.of(source, subject) {
		if day := row[field]; day != "" && day <= by && (found == nil || day > found[field]) && (keep == nil || keep(row)) {
			found = row
		}
	}
	return found
}

// within says whether a day lies between two, both within.
func within(day, from, to string) bool { return day != "" && from <= day && day <= to }

// covered says whether the records of a type are complete from one day to another.
func (w *writer) covered(recordType, from, to string) bool {
	return w.CoveredTo(recordType, from) >= to
}

// nearly is how many days before the day asked about records may end, and it still be said what happened up to there.
const nearly = 31

// known says whether the records of a type are complete from a day to the day asked about, or nearly: to which day is then noted.
func (w *writer) known(recordType, from string) bool {
	to := w.CoveredTo(recordType, from)
	if to >= w.on {
		return true
	}
	if after(to, nearly) < w.on {
		return false
	}
	w.note(fmt.Sprintf("What is said of %s in the months before %s is known to %s.", sourceWords[recordType], w.on, to))
	return true
}

// until gives a day where it has come, blank where it lies ahead.
func (w *writer) until(day string) string {
	if day > w.on {
		return ""
	}
	return day
}

// lasting says whether something that began by the day goes on, or ended on or after another.
func (w *writer) lasting(began, ended, since string) bool {
	return began != "" && began <= w.on && (ended == "" || ended >= since)
}
