// Package query reads answers: clocks with their status, figures with their rows, slices and trends, findings, the people known
// and the records about them, and which numbers are of one child. What it reads has been evaluated by package eval, in whose cache
// it keeps what it gives.
package query

import (
	"context"
	"database/sql"
	"fmt"

	"heed/internal/engine/eval"
	"heed/internal/engine/linkage"
	"heed/rulebook"
)

// Reader answers the questions of one authority. Its methods may be called from many goroutines.
type Reader struct {
	eval  *eval.Evaluator
	rules *eval.Rules
}

// New makes a reader of what an evaluator evaluates.
func New(e *eval.Evaluator) *Reader { return &Reader{eval: e, rules: e.Rules()} }

// RecordTypes lists the record types that a rule reads, itself or through a view.
func (rd *Reader) RecordTypes(r *rulebook.Rule) []string { return rd.rules.RecordTypes(r) }

// Broken lists the rules that could not be evaluated for a question, with why.
func (rd *Reader) Broken(ctx context.Context, q eval.Question) (map[string]string, error) {
	var broken map[string]string
	err := rd.eval.Ask(ctx, q, rd.rules.All(), func(w *eval.Workspace) error {
		broken = w.AllBroken()
		return nil
	})
	return broken, err
}

// Matches lists the pairs of numbers that are, may be or were said not to be of one child, the doubtful first.
func (rd *Reader) Matches(ctx context.Context, q eval.Question) ([]linkage.Pair, error) {
	var pairs []linkage.Pair
	err := rd.eval.Ask(ctx, q, nil, func(w *eval.Workspace) (err error) {
		key := fmt.Sprintf("matches|%d", w.RecordVersion(linkage.Types...))
		pairs, err = eval.Remember(ctx, w, key, func() (pairs []linkage.Pair, err error) {
			err = w.Session(ctx, func(conn *sql.Conn) error {
				pairs, err = linkage.Pairs(ctx, conn, rd.rules.Book(), true)
				return err
			})
			return pairs, err
		})
		return err
	})
	return pairs, err
}

// anyBroken gives a BrokenError where one of some rules could not be evaluated.
func anyBroken(w *eval.Workspace, rules []*rulebook.Rule) error {
	for _, r := range rules {
		if err := w.Broken(r.ID); err != nil {
			return err
		}
	}
	return nil
}
