package query

import (
	"database/sql"
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
	// MetSince leaves out clocks met before a day, so that a list of what is done stays short. One without a due day is
	// kept, as its status is cannot tell. Zero keeps all.
	MetSince time.Time
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
	if !f.MetSince.IsZero() {
		conditions = append(conditions, "(met_on is null or due_on is null or met_on >= $since)")
		args = append(args, sql.Named("since", f.MetSince))
	}
	if len(f.Statuses) > 0 {
		words := make([]string, 0, len(f.Statuses))
		for _, s := range f.Statuses {
			words = append(words, store.Text(string(s)))
		}
		conditions = append(conditions, "status in ("+strings.Join(words, ", ")+")")
	}
	return strings.Join(conditions, " and "), args
}
