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
	Statuses         []Status
	// DoneSince leaves out what was done with before a day, so that a list stays short: met, stopped or, where neither is known, due by
	// then. Zero keeps all.
	DoneSince time.Time
	// Unallocated keeps only clocks whose child has no worker.
	Unallocated   bool
	Limit, Offset int
}

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
	if f.Subject != "" || f.Subjects != nil {
		conditions = append(conditions, "about = 'child'")
	}
	add("owner_id", f.Owner)
	add("team_id", f.Team)
	add("service", f.Service)
	among := func(column string, values []string) {
		if values != nil {
			conditions = append(conditions, store.Among(column, "among_"+column))
			args = append(args, sql.Named("among_"+column, store.List(values)))
		}
	}
	among("subject_id", f.Subjects)
	among("duty", f.Duties)
	if f.Unallocated {
		conditions = append(conditions, "team_id is null")
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
