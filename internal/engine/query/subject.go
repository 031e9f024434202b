package query

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"heed/internal/engine/eval"
	"heed/internal/engine/store"
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
func (rd *Reader) SubjectRows(ctx context.Context, q eval.Question, subjects []string, names ...string) (map[string][]SubjectRow, error) {
	var want []*rulebook.Rule
	for _, name := range names {
		if view := rd.rules.View(name); view != nil {
			want = append(want, view)
		} else if rd.eval.Catalogue().Type(name) == nil {
			return nil, fmt.Errorf("%w: view or record type %q", eval.ErrNotFound, name)
		}
	}
	var found map[string][]SubjectRow
	err := rd.eval.Ask(ctx, q, want, func(w *eval.Workspace) (err error) {
		if err := anyBroken(w, want); err != nil {
			return err
		}
		key := fmt.Sprintf("subject|%d|%d|%s|%s", w.Version(), w.RecordVersion(), strings.Join(subjects, store.Separator), strings.Join(names, ","))
		found, err = eval.Remember(ctx, w, key, func() (map[string][]SubjectRow, error) { return readSubjects(ctx, w, subjects, names) })
		return err
	})
	return found, err
}

func readSubjects(ctx context.Context, w *eval.Workspace, subjects, names []string) (map[string][]SubjectRow, error) {
	found := make(map[string][]SubjectRow, len(names))
	err := w.Inside(ctx, func(conn *sql.Conn) error {
		for _, name := range names {
			condition, list := store.Among("subject_id", "subjects"), store.List(subjects)
			if len(subjects) == 1 {
				condition, list = "subject_id = $subjects", subjects[0]
			}
			query := "select * from " + store.Quote(name) + " where " + condition
			err := store.Each(ctx, conn, query, []any{sql.Named("subjects", list)}, func(rows *sql.Rows) error {
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
	values, err := store.Values(rows, len(columns))
	if err != nil {
		return nil, err
	}
	row := make(SubjectRow, len(columns))
	for i, column := range columns {
		row[column] = values[i]
	}
	return row, nil
}

// SubjectMeasures lists the measures whose figure has a row about a subject, counted or left out.
func (rd *Reader) SubjectMeasures(ctx context.Context, q eval.Question, subject string) ([]string, error) {
	want := rd.rules.Kind(rulebook.Measure)
	var ids []string
	err := rd.eval.Ask(ctx, q, want, func(w *eval.Workspace) error {
		ids = nil
		for _, r := range want {
			if w.Broken(r.ID) != nil {
				continue
			}
			subjects, err := eval.Remember(ctx, w, measuredKey(w, r), func() (map[string]bool, error) { return readMeasured(ctx, w, r) })
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

func measuredKey(w *eval.Workspace, r *rulebook.Rule) string {
	return fmt.Sprintf("subjects|%d|%s", w.Version(r.ID), r.ID)
}

// readMeasured gives the subjects of a figure's rows.
func readMeasured(ctx context.Context, w *eval.Workspace, r *rulebook.Rule) (map[string]bool, error) {
	where, args, err := spanWhere(spanOf(r, w.Question().AsAt), Slice{})
	if err != nil {
		return nil, err
	}
	subjects := map[string]bool{}
	err = w.Each(ctx, "select distinct subject_id from "+w.Measured(r.ID)+" where subject_id is not null and "+where, args, func(rows *sql.Rows) error {
		var subject string
		err := rows.Scan(&subject)
		subjects[subject] = true
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing whom %s counts: %w", r.ID, err)
	}
	return subjects, nil
}
