package query

import (
	"database/sql"
	"slices"
	"strings"
	"time"

	"heed/internal/engine/eval"
	"heed/internal/engine/store"
)

// ClockFilter narrows a list of clocks. A blank field does not narrow.
type ClockFilter struct {
	Duty, Subject, Owner, Team, Service string
	// Subject and Subjects keep only clocks of these children, and Duties only those of these duties. Nil keeps all; an empty list
	// keeps none.
	Subjects, Duties []string
	// Others are duties about no child, whose clocks are kept beside those of Subjects.
	Others []string
	// Without leaves out the clocks of these children, whatever else is kept.
	Without  []string
	Statuses []Status
	// Late keeps, of the clocks that are overdue, only those that can still be done or only old gaps.
	Late Late
	// Mine keeps only the clocks of one person and, of those that nobody is named for, the ones of their role.
	Mine Holder
	// DueFrom and DueTo keep only what falls due within these days, both among them. A zero day is no bound.
	DueFrom, DueTo time.Time
	// DoneSince leaves out what was done with before a day, so that a list stays short: met, stopped or, where neither is known, due by
	// then. Zero keeps all.
	DoneSince time.Time
	// NoTeam keeps only clocks of children of whom no team is known: nobody is allocated, or whoever is has none.
	NoTeam        bool
	Limit, Offset int
}

// Late says which of the overdue clocks are meant.
type Late string

// The two kinds of overdue clocks, and both.
const (
	AnyLate  Late = ""
	LateDue  Late = "recent"
	LateGaps Late = "old"
)

// Holder is a person and the role in which a duty may be theirs.
type Holder struct{ ID, Role string }

// where gives the conditions of a filter and their arguments, with the question's own.
func (f ClockFilter) where(q eval.Question) (string, []any) {
	args := []any{sql.Named("moment", q.Moment.UTC()), sql.Named("as_at", q.AsAt)}
	conditions := []string{"true"}
	add := func(column, value string) {
		if value != "" {
			conditions = append(conditions, column+" = $"+column)
			args = append(args, sql.Named(column, value))
		}
	}
	add("duty", f.Duty)
	add("subject_id", f.Subject)
	if f.Subject != "" {
		conditions = append(conditions, "about = 'child'")
	}
	add("owner_id", f.Owner)
	add("team_id", f.Team)
	add("service", f.Service)
	among := func(column, name string, values []string) string {
		args = append(args, sql.Named(name, store.List(values)))
		return store.Among(column, name)
	}
	if f.Subjects != nil {
		within := "about = 'child' and " + among("subject_id", "subjects", f.Subjects)
		if len(f.Others) > 0 {
			within = "(" + within + " or about <> 'child' and " + among("duty", "others", f.Others) + ")"
		}
		conditions = append(conditions, within)
	}
	if len(f.Without) > 0 {
		conditions = append(conditions, "(about <> 'child' or "+outside+")")
		args = append(args, sql.Named("without", store.List(f.Without)))
	}
	if f.Duties != nil {
		conditions = append(conditions, among("duty", "duties", f.Duties))
	}
	switch f.Late {
	case LateDue:
		conditions = append(conditions, "not old_gap")
	case LateGaps:
		conditions = append(conditions, "old_gap")
	case AnyLate:
	}
	if !f.DueFrom.IsZero() {
		conditions = append(conditions, "due_on >= $due_from")
		args = append(args, sql.Named("due_from", f.DueFrom))
	}
	if !f.DueTo.IsZero() {
		conditions = append(conditions, "due_on <= $due_to")
		args = append(args, sql.Named("due_to", f.DueTo))
	}
	if f.Mine != (Holder{}) {
		conditions = append(conditions, "(owner_id = $mine or owner_id is null and owner = $role)")
		args = append(args, sql.Named("mine", f.Mine.ID), sql.Named("role", f.Mine.Role))
	}
	if f.NoTeam {
		conditions = append(conditions, "team_id is null and about = 'child'")
	}
	if !f.DoneSince.IsZero() {
		conditions = append(conditions, "(status not in ("+doneWords+") or "+doneOnSQL+" >= $since)")
		args = append(args, sql.Named("since", f.DoneSince))
	}
	if len(f.Statuses) > 0 {
		conditions = append(conditions, "status in ("+statusList(f.Statuses)+")")
	}
	return strings.Join(conditions, " and "), args
}

// doneWords are the statuses of clocks that ask nothing of anybody any more, as literals; doneOnSQL is the day since when.
var doneWords = statusList(slices.DeleteFunc(slices.Clone(Statuses), func(s Status) bool { return !s.Done() }))

const doneOnSQL = "coalesce(met_on, stopped_on, due_on, arose_on)"

func statusList(statuses []Status) string {
	words := make([]string, 0, len(statuses))
	for _, s := range statuses {
		words = append(words, store.Text(string(s)))
	}
	return strings.Join(words, ", ")
}
