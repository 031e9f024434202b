package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"heed/rulebook"
)

// Finding is one fault that a check found in a record: something missing, impossible, contradictory, late, repeated or
// stale. It never holds the value itself.
type Finding struct {
	Check, Subject, RecordType, RecordID string
	// Field is the field at fault, and Reason says in plain words what is wrong with it.
	Field, Reason string
	// Since is the day from which it is so, zero where that cannot be told.
	Since                 time.Time
	TeamID, Team, Service string
}

// FindingFilter narrows a list of findings. A blank field does not narrow.
type FindingFilter struct {
	Check, Subject, RecordType, Team, Service string
	// Subjects keeps only findings about these, and Checks only those of these checks. Nil keeps all; an empty list none.
	Subjects, Checks []string
	Limit, Offset    int
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
			conditions = append(conditions, part.column+" in (select unnest(string_split($among_"+part.column+", chr(31))))")
			args = append(args, sql.Named("among_"+part.column, strings.Join(append([]string{""}, part.values...), apart)))
		}
	}
	return strings.Join(conditions, " and "), args
}

// checks lists the rulebook's checks and what tells whose their findings are.
func (e *Engine) checks() []*rulebook.Rule {
	var list []*rulebook.Rule
	for _, r := range e.order {
		if r.Kind == rulebook.Check {
			list = append(list, r)
		}
	}
	return e.whose(list)
}

// findingsSQL gives the findings with the team that works with whom each is about.
func (w *workspace) findingsSQL() string {
	return "(select f.*, a.team_id, a.team_name, a.service from " + w.table("finding") + " f left join " + w.table(workerView) + " a using (subject_id))"
}

// ListFindings gives what the checks found, the longest standing first.
func (e *Engine) ListFindings(ctx context.Context, q Question, f FindingFilter) ([]Finding, error) {
	var list []Finding
	err := e.ask(ctx, q, e.checks(), func(w *workspace) error {
		var err error
		list, err = remember(e, fmt.Sprintf("findings|%s|%d|%#v", w.name, w.marks.of("finding", workerView), f), func() ([]Finding, error) {
			return e.readFindings(ctx, w, f)
		})
		return err
	})
	return list, err
}

func (e *Engine) readFindings(ctx context.Context, w *workspace, f FindingFilter) (list []Finding, err error) {
	where, args := f.where()
	query := `select check_id, coalesce(subject_id, ''), record_type, record_id, coalesce(field, ''), reason, since_on,
	    coalesce(team_id, ''), coalesce(team_name, ''), coalesce(service, '') from ` + w.findingsSQL() + " where " + where +
		" order by since_on nulls last, subject_id, record_type, record_id, field, check_id"
	if f.Limit > 0 {
		query += fmt.Sprintf(" limit %d offset %d", f.Limit, f.Offset)
	}
	rows, err := e.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("listing the findings: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var one Finding
		var since sql.NullTime
		err := rows.Scan(&one.Check, &one.Subject, &one.RecordType, &one.RecordID, &one.Field, &one.Reason, &since, &one.TeamID, &one.Team, &one.Service)
		if err != nil {
			return nil, fmt.Errorf("listing the findings: %w", err)
		}
		one.Since = since.Time
		list = append(list, one)
	}
	return list, rows.Err()
}

// CountFindings counts findings by check and team. The filter's limit does not narrow.
func (e *Engine) CountFindings(ctx context.Context, q Question, f FindingFilter) ([]FindingCount, error) {
	f.Limit, f.Offset = 0, 0
	var list []FindingCount
	err := e.ask(ctx, q, e.checks(), func(w *workspace) error {
		var err error
		list, err = remember(e, fmt.Sprintf("findingcounts|%s|%d|%#v", w.name, w.marks.of("finding", workerView), f), func() ([]FindingCount, error) {
			return e.readFindingCounts(ctx, w, f)
		})
		return err
	})
	return list, err
}

func (e *Engine) readFindingCounts(ctx context.Context, w *workspace, f FindingFilter) (list []FindingCount, err error) {
	where, args := f.where()
	rows, err := e.db.QueryContext(ctx, `select check_id, coalesce(team_id, ''), coalesce(team_name, ''), count(*), count(distinct subject_id),
	    min(since_on), count(*) filter (where since_on > $day::date - 30), count(*) filter (where since_on between $day::date - 180 and $day::date - 30),
	    count(*) filter (where since_on < $day::date - 180)
	from `+w.findingsSQL()+" where "+where+" group by all order by all", append(args, sql.Named("day", w.q.AsAt))...)
	if err != nil {
		return nil, fmt.Errorf("counting the findings: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var c FindingCount
		var oldest sql.NullTime
		if err := rows.Scan(&c.Check, &c.TeamID, &c.Team, &c.N, &c.Subjects, &oldest, &c.Recent, &c.Months, &c.Older); err != nil {
			return nil, fmt.Errorf("counting the findings: %w", err)
		}
		c.Oldest = oldest.Time
		list = append(list, c)
	}
	return list, rows.Err()
}

// CountTouched counts the rows of a figure, left out or not, whose subject has a finding in a record type that the
// measure reads, itself or through a view.
func (e *Engine) CountTouched(ctx context.Context, q Question, id string, s Slice) (int, error) {
	r, err := e.rule(id, rulebook.Measure)
	if err != nil {
		return 0, err
	}
	types := e.RecordTypes(r)
	n := 0
	err = e.ask(ctx, q, append(e.wanted(r, s.Dimension), e.checks()...), func(w *workspace) error {
		if err := w.isBroken(r.ID); err != nil {
			return err
		}
		key := fmt.Sprintf("touched|%s|%d|%d|%s|%+v", w.name, w.marks.of("finding"), e.markOf(w, r, s.Dimension), id, s)
		n, err = remember(e, key, func() (n int, err error) {
			where, args, err := spanWhere(spanOf(r, q.AsAt), s)
			if err != nil {
				return 0, err
			}
			err = e.db.QueryRowContext(ctx, "select count(*) from "+e.rowsFor(w, r, s.Dimension)+" where "+where+" and subject_id in (select subject_id from "+
				w.table("finding")+" where record_type in (select unnest(string_split($types, ','))))",
				append(args, sql.Named("types", strings.Join(types, ",")))...).Scan(&n)
			return n, err
		})
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("counting the rows of %s that findings touch: %w", id, err)
	}
	return n, nil
}

// RecordTypes lists the record types that a rule reads, itself or through a view.
func (e *Engine) RecordTypes(r *rulebook.Rule) []string {
	var types []string
	seen := map[string]bool{}
	var walk func(names []string)
	walk = func(names []string) {
		for _, name := range names {
			if seen[name] {
				continue
			}
			seen[name] = true
			if view := e.cfg.Book.Rule(name); view != nil && view.Kind == rulebook.View {
				walk(view.Reads)
			} else if e.cfg.Catalogue.Type(name) != nil {
				types = append(types, name)
			}
		}
	}
	walk(r.Reads)
	return types
}
