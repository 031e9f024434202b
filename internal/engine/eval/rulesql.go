package eval

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/internal/engine/store"
	"heed/rulebook"
)

// ownRows are the rows that a rule's own SQL gives, to be read as r.
type ownRows struct {
	from string
	// lacks are those that the SQL may leave out and does.
	lacks []string
}

// rowsOf gives a rule's own rows. Where its SQL does not name each column, those that it may leave out, each with its type, are added: that the
// engine finds out which there are takes it longer than all else about a simple rule. A rule that lacks any other is broken.
func rowsOf(r *rulebook.Rule, query string, optional ...string) ownRows {
	if names, all := r.Columns(); all {
		own := ownRows{from: "(" + query + ") r"}
		for _, column := range optional {
			if name, _, _ := strings.Cut(column, " "); !slices.Contains(names, name) {
				own.lacks = append(own.lacks, name)
			}
		}
		return own
	}
	for i, column := range optional {
		name, sqlType, _ := strings.Cut(column, " ")
		optional[i] = "null::" + sqlType + " as " + name
	}
	return ownRows{from: "(select " + strings.Join(optional, ", ") + " where false union all by name (" + query + ")) r"}
}

// column gives the first of some columns that is not null, as a type. It is null where the rows have none of them.
func (o ownRows) column(sqlType string, names ...string) string {
	var list []string
	for _, name := range names {
		if !slices.Contains(o.lacks, name) {
			list = append(list, "r."+name+"::"+sqlType)
		}
	}
	switch len(list) {
	case 0:
		return "null::" + sqlType
	case 1:
		return list[0]
	default:
		return "coalesce(" + strings.Join(list, ", ") + ")"
	}
}

// each lists columns, each as a type and by its own name.
func (o ownRows) each(sqlType string, names ...string) string {
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, ", %s as %s", o.column(sqlType, name), name)
	}
	return b.String()
}

// day gives the day of arose, due, met or stopped.
func (o ownRows) day(name string, timed bool) string {
	if timed {
		return "(" + o.moment(name) + ")::DATE"
	}
	return o.column("DATE", name+"_on", name+"_at")
}

// moment gives the moment of arose, due, met or stopped.
func (o ownRows) moment(name string) string { return o.column("TIMESTAMPTZ", name+"_at", name+"_on") }

// clockSQL turns a duty's own rows into clocks.
func (e *Evaluator) clockSQL(w *Workspace, r *rulebook.Rule, query string) string {
	own := w.sinceRecords(r, rowsOf(r, query, "arose_on DATE", "due_on DATE", "met_on DATE", "stopped_on DATE", "arose_at TIMESTAMPTZ", "due_at TIMESTAMPTZ",
		"met_at TIMESTAMPTZ", "stopped_at TIMESTAMPTZ", "stopped_why VARCHAR", "excused VARCHAR", "missing VARCHAR", "detail VARCHAR"))
	var b strings.Builder
	fmt.Fprintf(&b, "select %s as duty, %s as about, %s as owner%s, %t as timed, %s, hash(%s) as subject_hash",
		store.Text(r.ID), store.Text(r.Subject), store.Text(r.Owner), own.each("VARCHAR", "subject_id", "occasion_id"), r.Timed, e.soonSQL(w.q.AsAt, r),
		own.column("VARCHAR", "subject_id"))
	for _, name := range []string{"arose", "due", "met", "stopped"} {
		if r.Timed {
			fmt.Fprintf(&b, ", %s as %s_at", own.moment(name), name)
		}
		fmt.Fprintf(&b, ", %s as %s_on", own.day(name, r.Timed), name)
	}
	arose := own.day("arose", r.Timed)
	b.WriteString(own.each("VARCHAR", "stopped_why", "excused", "missing", "detail"))
	b.WriteString(", " + w.unknownSQL(r, arose, own.day("due", r.Timed), own.day("met", r.Timed)) + " from " + own.from + inForceSQL(r.InForce, arose))
	return b.String()
}

// inForceSQL keeps the occasions that arose while the rule was in force: an older one was owed under another rule. An
// occasion whose day is not known is kept, and its status is cannot tell.
func inForceSQL(i rulebook.Interval, arose string) string {
	where := " where true"
	if !i.From.IsZero() {
		where += fmt.Sprintf(" and coalesce(%s >= date '%s', true)", arose, i.From.Format(time.DateOnly))
	}
	if !i.To.IsZero() {
		where += fmt.Sprintf(" and coalesce(%s <= date '%s', true)", arose, i.To.Format(time.DateOnly))
	}
	return where
}

// measuredSQL turns a measure's own rows into measured rows: one whose day the records do not cover, or that lacks the date or answer
// that its statistic needs, is left out, and says so.
func (w *Workspace) measuredSQL(r *rulebook.Rule, query string) string {
	own := rowsOf(r, query, "counted BOOLEAN", "value DOUBLE", "category VARCHAR", "left_out VARCHAR", "arose_on DATE", "due_on DATE", "met_on DATE",
		"arose_at TIMESTAMPTZ", "due_at TIMESTAMPTZ", "met_at TIMESTAMPTZ", "detail VARCHAR")
	leftOut := "coalesce(" + own.column("VARCHAR", "left_out") + ", " + w.outsideSQL(r) + ")"
	const cannotTell = ", case when %s is null then 'cannot tell: a date or answer is missing' end)"
	switch r.Statistic {
	case rulebook.Share:
		leftOut = "coalesce(" + leftOut + fmt.Sprintf(cannotTell, own.column("BOOLEAN", "counted"))
	case rulebook.Mean, rulebook.Median, rulebook.Sum:
		leftOut = "coalesce(" + leftOut + fmt.Sprintf(cannotTell, own.column("DOUBLE", "value"))
	default:
	}
	return "select " + own.column("VARCHAR", "subject_id") + " as subject_id" + own.each("VARCHAR", "occasion_id") + own.each("DATE", "on_date") +
		own.each("BOOLEAN", "counted") + own.each("DOUBLE", "value") + own.each("VARCHAR", "category") + ", " + leftOut + " as left_out" +
		own.each("DATE", "arose_on", "due_on", "met_on") + own.each("TIMESTAMPTZ", "arose_at", "due_at", "met_at") + own.each("VARCHAR", "detail") +
		" from " + own.from
}

// findingSQL turns a check's own rows into findings.
func findingSQL(r *rulebook.Rule, query string) string {
	own := rowsOf(r, query, "begun_on DATE")
	return "select " + store.Text(r.ID) + " as check_id" + own.each("VARCHAR", "subject_id", "record_type", "record_id", "field", "reason") +
		own.each("DATE", "begun_on") + " from " + own.from
}
