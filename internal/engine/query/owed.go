package query

import (
	"context"
	"database/sql"
	"fmt"

	"heed/internal/engine/eval"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// Owed are the children towards whom a role owns a duty that is open on a day and that nobody is named for. It does not change; the
// next answer is another Owed.
type Owed struct{ children map[string]bool }

// Has says whether a child is among them. Of none there is nobody.
func (o *Owed) Has(subject string) bool { return o != nil && o.children[subject] }

// Owed gives the children towards whom a role owns a duty, nil where it owns none about children. Only the duties of the role are
// evaluated.
func (rd *Reader) Owed(ctx context.Context, q eval.Question, role string) (*Owed, error) {
	var duties []*rulebook.Rule
	var ids []string
	for _, r := range rd.rules.Kind(rulebook.Duty) {
		if r.Owner == role && r.AboutChild() {
			duties, ids = append(duties, r), append(ids, r.ID)
		}
	}
	if len(duties) == 0 {
		return nil, nil //nolint:nilnil // it owes nobody anything
	}
	var owed *Owed
	err := rd.eval.Ask(ctx, q, rd.rules.WithOwners(duties), func(w *eval.Workspace) (err error) {
		owed, err = eval.Remember(ctx, w, "owed|"+role+"|"+rd.clocksVersion(w), func() (*Owed, error) { return readOwed(ctx, w, q, ids) })
		return err
	})
	return owed, err
}

func readOwed(ctx context.Context, w *eval.Workspace, q eval.Question, duties []string) (*Owed, error) {
	owed := &Owed{children: map[string]bool{}}
	clocks := "(from " + w.AllClocks() + " where " + store.Among("duty", "duties") + withDataSQL(w) + ")"
	query := "select distinct subject_id from " + withOwnersSQL(w, clocks) + " where owner_id is null and coalesce(" + daySQL + " not in (" + doneWords + "), true)"
	args := []any{sql.Named("as_at", q.AsAt), sql.Named("duties", store.List(duties))}
	err := w.Each(ctx, query, args, func(rows *sql.Rows) error {
		var subject string
		err := rows.Scan(&subject)
		owed.children[subject] = true
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("finding to whom a role owes something: %w", err)
	}
	return owed, nil
}
