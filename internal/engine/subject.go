package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"heed/rulebook"
)

// SubjectRow is one row of a view or record type: its values by column. Days and moments are time.Time.
type SubjectRow map[string]any

// Text gives a column as text, blank where it is null or absent.
func (r SubjectRow) Text(column string) string {
	s, _ := r[column].(string)
	return s
}

// SubjectRows gives all rows that views and record types hold about some subjects, by the name of each.
func (e *Engine) SubjectRows(ctx context.Context, q Question, subjects []string, names ...string) (map[string][]SubjectRow, error) {
	var want []*rulebook.Rule
	for _, name := range names {
		if r := e.cfg.Book.Rule(name); r != nil && r.Kind == rulebook.View {
			want = append(want, r)
		} else if e.cfg.Catalogue.Type(name) == nil {
			return nil, fmt.Errorf("%w: view or record type %q", ErrNotFound, name)
		}
	}
	var found map[string][]SubjectRow
	err := e.ask(ctx, q, want, func(w *workspace) error {
		for _, r := range want {
			if err := w.isBroken(r.ID); err != nil {
				return err
			}
		}
		key := fmt.Sprintf("subject|%s|%d|%d|%s|%s", w.name, w.marks.of(), e.changes.of(), strings.Join(subjects, apart), strings.Join(names, ","))
		var err error
		found, err = remember(e, key, func() (map[string][]SubjectRow, error) { return e.readSubjects(ctx, w, subjects, names) })
		return err
	})
	return found, err
}

// Recorded counts the records of each type known for a question; a type without any is left out.
func (e *Engine) Recorded(ctx context.Context, q Question) (map[string]int, error) {
	var counts map[string]int
	err := e.ask(ctx, q, nil, func(w *workspace) error {
		var err error
		counts, err = remember(e, fmt.Sprintf("recorded|%s|%d", w.name, e.changes.of()), func() (map[string]int, error) {
			parts := make([]string, 0, len(e.cfg.Catalogue.Types))
			for _, t := range e.cfg.Catalogue.Types {
				parts = append(parts, "select "+text(t.ID)+" as id, count(*) as n from "+quote(t.ID))
			}
			found := map[string]int{}
			err := e.within(ctx, w, "select id, n from ("+strings.Join(parts, " union all ")+") where n > 0", nil, func(rows *sql.Rows) error {
				var id string
				var n int
				err := rows.Scan(&id, &n)
				found[id] = n
				return err
			})
			return found, err
		})
		return err
	})
	return counts, err
}

// Rows gives every row of a record type.
func (e *Engine) Rows(ctx context.Context, q Question, recordType string) ([]SubjectRow, error) {
	if e.cfg.Catalogue.Type(recordType) == nil {
		return nil, fmt.Errorf("%w: record type %q", ErrNotFound, recordType)
	}
	var list []SubjectRow
	err := e.ask(ctx, q, nil, func(w *workspace) error {
		var err error
		list, err = remember(e, fmt.Sprintf("all|%s|%d|%s", w.name, e.changes.of(recordType), recordType), func() (list []SubjectRow, err error) {
			err = e.within(ctx, w, "select * from "+quote(recordType)+" order by record_id", nil, func(rows *sql.Rows) error {
				row, err := scanRow(rows)
				list = append(list, row)
				return err
			})
			return list, err
		})
		return err
	})
	return list, err
}

func (e *Engine) readSubjects(ctx context.Context, w *workspace, subjects, names []string) (map[string][]SubjectRow, error) {
	found := make(map[string][]SubjectRow, len(names))
	err := e.inside(ctx, w, func(conn *sql.Conn) error {
		for _, name := range names {
			query := "select * from " + quote(name) + " where subject_id in (select unnest(string_split($subjects, chr(31))))"
			args := []any{sql.Named("subjects", strings.Join(subjects, apart))}
			if len(subjects) == 1 {
				query = "select * from " + quote(name) + " where subject_id = $subjects"
			}
			err := each(ctx, conn, query, args, func(rows *sql.Rows) error {
				row, err := scanRow(rows)
				found[name] = append(found[name], row)
				return err
			})
			if err != nil {
				return fmt.Errorf("reading the %s of subjects: %w", name, err)
			}
		}
		return nil
	})
	return found, err
}

func scanRow(rows *sql.Rows) (SubjectRow, error) {
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values := make([]any, len(columns))
	into := make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	if err := rows.Scan(into...); err != nil {
		return nil, err
	}
	row := make(SubjectRow, len(columns))
	for i, column := range columns {
		row[column] = values[i]
	}
	return row, nil
}

// SubjectMeasures lists the measures whose figure has a row about a subject, counted or left out.
func (e *Engine) SubjectMeasures(ctx context.Context, q Question, subject string) ([]string, error) {
	var want []*rulebook.Rule
	for _, r := range e.order {
		if r.Kind == rulebook.Measure {
			want = append(want, r)
		}
	}
	var ids []string
	err := e.ask(ctx, q, want, func(w *workspace) error {
		ids = nil
		for _, r := range want {
			if w.isBroken(r.ID) != nil {
				continue
			}
			subjects, err := remember(e, fmt.Sprintf("subjects|%s|%d|%s", w.name, w.marks.of(r.ID), r.ID), func() (map[string]bool, error) {
				return e.readMeasured(ctx, w, r)
			})
			if err != nil {
				return err
			}
			if subjects[subject] {
				ids = append(ids, r.ID)
			}
		}
		return nil
	})
	return ids, err
}

// readMeasured gives the subjects of a figure's rows.
func (e *Engine) readMeasured(ctx context.Context, w *workspace, r *rulebook.Rule) (subjects map[string]bool, err error) {
	where, args, err := spanWhere(spanOf(r, w.q.AsAt), Slice{})
	if err != nil {
		return nil, err
	}
	rows, err := e.db.QueryContext(ctx, "select distinct subject_id from "+w.measured(r.ID)+" where subject_id is not null and "+where, args...)
	if err != nil {
		return nil, fmt.Errorf("listing whom %s counts: %w", r.ID, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	subjects = map[string]bool{}
	for rows.Next() {
		var subject string
		if err := rows.Scan(&subject); err != nil {
			return nil, err
		}
		subjects[subject] = true
	}
	return subjects, rows.Err()
}
