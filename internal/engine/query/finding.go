package query

import (
	"database/sql"
	"strings"
	"time"

	"heed/internal/engine/store"
)

// Finding is one fault that a check found in a record: something missing, impossible, contradictory, late, repeated or
// stale. It never holds the value itself.
type Finding struct {
	Check, Subject, RecordType, RecordID string
	// Field is the field at fault, and Reason says in plain words what is wrong with it.
	Field, Reason string
	// Since is the day from which it is so, zero where that is not known.
	Since                 time.Time
	TeamID, Team, Service string
}

// FindingFilter narrows a list of findings. A blank field does not narrow.
type FindingFilter struct {
	Check, Subject, RecordType, Team, Service string
	// Subjects keeps only findings about these, and Checks only those of these checks. Nil keeps all; an empty list none.
	Subjects, Checks []string
	// Without leaves out the findings about these.
	Without       []string
	Limit, Offset int
}

// FindingCount is how many findings one check has in one team and how old they are.
type FindingCount struct {
	Check, TeamID, Team string
	N, Subjects         int
	// Oldest is the longest that one has stood, zero where none has a day. Recent, Months and Older count those that have
	// stood for up to 30 days, up to 180 and longer; the rest have no day.
	Oldest                time.Time
	Recent, Months, Older int
}

func (f FindingFilter) where() (string, []any) {
	conditions, args := []string{"true"}, []any{}
	for _, part := range []struct{ column, value string }{
		{"check_id", f.Check}, {"subject_id", f.Subject}, {"record_type", f.RecordType}, {"team_id", f.Team}, {"service", f.Service},
	} {
		if part.value != "" {
			conditions = append(conditions, part.column+" = $"+part.column)
			args = append(args, sql.Named(part.column, part.value))
		}
	}
	for _, part := range []struct {
		column string
		values []string
	}{{"subject_id", f.Subjects}, {"check_id", f.Checks}} {
		if part.values != nil {
			conditions = append(conditions, store.Among(part.column, "among_"+part.column))
			args = append(args, sql.Named("among_"+part.column, store.List(part.values)))
		}
	}
	if len(f.Without) > 0 {
		conditions = append(conditions, outside)
		args = append(args, sql.Named("without", store.List(f.Without)))
	}
	return strings.Join(conditions, " and "), args
}
