package rules

import (
	"context"
	"slices"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/rulebook"
)

// Rows are a rule's rows with their columns.
type Rows = engine.RuleRows

// closed says of a row whether it is about a child whose record is not open to the person.
func closed(in *door.Inquiry, r *rulebook.Rule, columns []string) func([]any) bool {
	at := slices.Index(columns, "subject_id")
	return func(row []any) bool {
		if at < 0 || !r.AboutChild() {
			return false
		}
		subject, isText := row[at].(string)
		return isText && !in.Scope.Of(subject).Read
	}
}

// childrenOf gives the numbers of the children whom a rule's rows name, for the access log.
func childrenOf(r *rulebook.Rule, rows Rows) []string {
	at := slices.Index(rows.Columns, "subject_id")
	if at < 0 || !r.AboutChild() {
		return nil
	}
	return door.ChildrenOf(rows.Rows, func(row []any) door.ChildRef {
		subject, _ := row[at].(string)
		return door.ChildRef{ID: subject}
	})
}

// Run gives every row of a rule about children whose record is open to the person, for somebody who may see all rows of the authority.
func Run(ctx context.Context, s *door.Session, id string) (Rows, error) {
	if err := s.Allow(ctx, access.RunRule, id); err != nil {
		return Rows{}, err
	}
	in, err := s.Open(ctx)
	if err != nil {
		return Rows{}, door.Tidy(err)
	}
	rows, err := in.Engine.RunRule(ctx, in.Q, id)
	if err != nil {
		return Rows{}, door.Tidy(err)
	}
	rows.Rows = slices.DeleteFunc(slices.Clone(rows.Rows), closed(in, s.Book().Rule(id), rows.Columns))
	return rows, s.LogRows(ctx, access.RunRule, "", id+" as at "+in.Q.AsAt.Format(time.DateOnly), childrenOf(s.Book().Rule(id), rows))
}
