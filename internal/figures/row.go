package figures

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/export"
	"heed/internal/listing"
	"heed/internal/words"
	"heed/rulebook"
)

// Row is one row behind a figure, as an actor may see it.
type Row struct {
	engine.Row

	Child door.ChildRef
	// Result says what the row came to: "Counted", "Not counted", "Left out", "432 days". Why says the same in the words of the measure, "Was held
	// later", or for what reason it is left out; it is blank where the result says all.
	Result, Why   string
	CategoryLabel string
	// Late is by how much it was late, in the unit that the measure counts in, nil where it was not or where there is no due day; LateWords says it:
	// "3 working days late". For what nothing shows done it counts up to To, the moment or the day up to which the row was judged, and says
	// "3 working days since it was due": it may have ended meanwhile.
	Late      *int
	LateWords string
	To        time.Time
	// Clock is the clock of a duty that the measure judges which is of the same occasion, nil where none is or where nobody looked.
	Clock *ClockOf
}

// ClockOf names a clock: its duty and its occasion. It is about whom the row is about.
type ClockOf struct{ Duty, Occasion string }

// fillRows lists the rows about children whose record the actor may open.
func fillRows(ctx context.Context, in *door.Inquiry, f Filter, page *Page) error {
	all, outside, err := rowsWithin(ctx, in, page.Rule, engine.RowFilter{Slice: f.part(in, page.Rule), Only: f.Only})
	if err != nil {
		return err
	}
	page.Total, page.OutsideN = len(all), outside
	for _, row := range listing.Cut(all, f.Page, f.PerPage) {
		dressed := figureRow(in, page.Rule, row, page.Figure)
		if dressed.Child.Hidden {
			page.HiddenN++
		}
		page.Rows = append(page.Rows, dressed)
	}
	if f.PerPage < 0 { // a list of all rows leads nowhere
		return nil
	}
	return linkClocks(ctx, in, page)
}

// linkClocks finds the clocks of the rows of a page: of a duty that the measure judges, about the same child, due or arisen at the same time.
func linkClocks(ctx context.Context, in *door.Inquiry, page *Page) error {
	subjects := []string{}
	for _, row := range page.Rows {
		if !row.Child.Hidden {
			subjects = append(subjects, row.Subject)
		}
	}
	if !page.Rule.AboutChild() || len(subjects) == 0 {
		return nil
	}
	for _, duty := range page.Rule.Duties { // each by itself, so that no other duty is evaluated for a day that is not ready
		found, err := in.Engine.ListClocks(ctx, in.Q, engine.ClockFilter{Duty: duty, Subjects: subjects})
		if _, broken := errors.AsType[*engine.BrokenError](err); broken {
			continue // its own pages say so
		}
		if err != nil {
			return err
		}
		for _, c := range found {
			at := slices.IndexFunc(page.Rows, func(row Row) bool {
				return row.Clock == nil && !row.Child.Hidden && c.Subject == row.Subject && ofOneOccasion(c, row)
			})
			if at >= 0 {
				page.Rows[at].Clock = &ClockOf{c.Duty, c.Occasion}
			}
		}
	}
	return nil
}

func ofOneOccasion(c engine.Clock, row Row) bool {
	return c.Occasion == row.Occasion || !row.Due.IsZero() && c.Due.Equal(row.Due) || !row.Arose.IsZero() && c.Arose.Equal(row.Arose)
}

// rowsWithin gives the rows that a reader may be shown, and how many more there are. Those about a child whose record is closed to a reader who sees every
// other come last, without anything but what the figure is worked out from, so that the rows still give the figure.
func rowsWithin(ctx context.Context, in *door.Inquiry, r *rulebook.Rule, f engine.RowFilter) (rows []engine.Row, outside int, err error) {
	all, err := in.Engine.ListRows(ctx, in.Q, r.ID, f)
	if err != nil || in.Scope.Subjects == nil && hiddenFrom(in, r) == "" {
		return all, 0, err
	}
	var closed []engine.Row
	for _, row := range all {
		switch {
		case r.AboutChild() && in.Scope.Of(row.Subject).Read:
			rows = append(rows, row)
		case in.Scope.Subjects == nil:
			closed = append(closed, bare(row))
		default:
			outside++
		}
	}
	slices.SortFunc(closed, func(x, y engine.Row) int { return strings.Compare(bareWords(x), bareWords(y)) })
	return append(rows, closed...), outside, nil
}

// bare gives of a row only what a figure is worked out from.
func bare(row engine.Row) engine.Row {
	return engine.Row{Counted: row.Counted, Value: row.Value, LeftOut: row.LeftOut}
}

// bareWords writes a bare row, so that the order of several tells nothing.
func bareWords(row engine.Row) string {
	return row.LeftOut + "|" + export.Truth(row.Counted) + "|" + export.Number(row.Value)
}

// figureRow dresses one row of a figure. One that says what is sensitive in itself keeps only what the figure is worked out from.
func figureRow(in *door.Inquiry, r *rulebook.Rule, row engine.Row, f Figure) Row {
	child := in.RefOf(r, row.Subject, row.On)
	if r.AboutChild() && row.Subject == "" {
		child = door.ChildRef{Hidden: true}
	}
	if child.Hidden {
		row = bare(row)
	}
	dressed := Row{Row: row, Child: child, Result: result(r, row), Why: whyWords(r, row)}
	if child.Hidden {
		return dressed
	}
	dressed.To = judgedTo(in, r, row, f)
	dressed.Late, dressed.LateWords = lateBy(in.Calendar(), r, row, dressed.To)
	if row.Category != "" {
		dressed.CategoryLabel = categoryLabel(in.Catalogue(), r, row.Category)
	}
	return dressed
}

func categoryLabel(types *catalogue.Catalogue, r *rulebook.Rule, value string) string {
	if list := types.List(r.CategoryCodes); list != nil {
		return list.Label(value)
	}
	return value
}

func result(r *rulebook.Rule, row engine.Row) string {
	switch {
	case row.LeftOut != "":
		return "Left out"
	case row.Value != nil:
		return fmt.Sprintf("%s %s", words.Thousands(int(*row.Value+0.5)), r.Unit)
	case row.Counted != nil && !*row.Counted:
		return "Not counted"
	}
	return "Counted"
}

// whyWords says why a row counts or does not.
func whyWords(r *rulebook.Rule, row engine.Row) string {
	switch {
	case row.LeftOut != "":
		return words.Capital(row.LeftOut)
	case row.Counted == nil || r.CountedAs == "":
		return ""
	case *row.Counted:
		return words.Capital(ofOne(r.CountedAs))
	}
	return words.Capital(ofOne(r.NotCountedAs))
}

// ofOne says of one what a header says of many: "were held late" becomes "was held late".
func ofOne(many string) string {
	verb, rest, _ := strings.Cut(many, " ")
	one, ok := map[string]string{"were": "was", "are": "is", "have": "has", "do": "does"}[verb]
	if !ok {
		return many
	}
	return one + " " + rest
}

// SaidOf says what some rows of a share did: "264 were held in time", "1 was held in time".
func SaidOf(n int, many string) string {
	return words.Thousands(n) + " " + words.Either(n == 1, ofOne(many), many)
}

// judgedTo gives the moment or the day up to which a row was judged: its own day where the measure is of one day, else the day asked about, or
// the last that the records cover where that is before it.
func judgedTo(in *door.Inquiry, r *rulebook.Rule, row engine.Row, f Figure) time.Time {
	day := in.Q.AsAt
	switch {
	case r.Period == rulebook.Snapshot:
		day = row.On
	case !f.KnownTo.IsZero() && f.KnownTo.Before(day):
		day = f.KnownTo
	}
	if !r.Timed {
		return day
	}
	if day.Equal(in.Q.AsAt) {
		return in.Q.Moment
	}
	return time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, words.London)
}

// lateBy says by how much a row was late: up to the day it was done or, where nothing shows that it was, up to the day it was judged on. A day that
// is no working day may lie after the due day by no working day.
func lateBy(calendar *engine.Calendar, r *rulebook.Rule, row engine.Row, to time.Time) (late *int, text string) {
	done, then := row.Met, " late"
	if done.IsZero() {
		done, then = to, " since it was due"
	}
	if row.LeftOut != "" || row.Due.IsZero() || !done.After(row.Due) {
		return nil, ""
	}
	n := int(done.Sub(row.Due).Hours() / 24)
	switch r.Counts {
	case rulebook.Hours:
		n = int(done.Sub(row.Due).Hours())
	case rulebook.WorkingDays:
		if between, ok := calendar.WorkingDaysBetween(row.Due, done); ok {
			n = between
		}
	default:
	}
	if n == 0 && r.Counts == rulebook.WorkingDays {
		if row.Counted != nil && *row.Counted == (r.Polarity != rulebook.Lower) {
			return nil, ""
		}
		return &n, "less than 1 working day" + then
	}
	return &n, words.Gap(calendar, row.Due, done, r.Counts) + then
}
