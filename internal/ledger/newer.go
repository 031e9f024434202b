package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"heed/catalogue"
)

// namedSubjects stands in the place of a record type for whom an extract names, where it speaks only for those.
const namedSubjects = "named subjects"

// dayOfNewer gives the latest day to which an extract of the batch's scope speaks, where that is later than the batch's own. It is blank where there is
// none.
func dayOfNewer(ctx context.Context, tx *sql.Tx, b *Batch) (string, error) {
	if !b.dated() {
		return "", nil
	}
	var day string
	err := tx.QueryRowContext(ctx, `select coalesce(max(speaks_to), '') from extract
		where authority = $1 and (scope = $2 or scope like $3) and speaks_to > $4 and `+standing,
		b.Authority, b.Scope, partOf+b.Scope+" to %", b.day()).Scan(&day)
	if err != nil {
		return "", fmt.Errorf("looking for a newer extract of %s: %w", b.Scope, err)
	}
	return day, nil
}

// series says whether a layer is of an extract of the same scope as the batch, where each of them holds all of those whom it names.
func (w *Writer) series(l *layer) bool {
	return w.batch.Named && (l.scope == w.batch.Scope || strings.HasPrefix(l.scope, partOf+w.batch.Scope+" to "))
}

// letGoByNewer says whether a newer extract of the series has let go of a record: it names whom the record is about, holds all records of the type of those
// whom it names, and does not hold this one. Had the older extract come first, the newer one would have withdrawn it.
func (w *Writer) letGoByNewer(t *typeImport, r catalogue.Record) (bool, error) {
	if !w.older || !slices.Contains(w.batch.Types, r.Type) {
		return false, nil
	}
	names, err := w.names()
	if err != nil {
		return false, err
	}
	id, subject := idHash(r.ID), idHash(r.Subject)
	for _, of := range names {
		if of.day <= w.batch.day() || !of.said.holds(subject) {
			continue
		}
		held := slices.ContainsFunc(t.layers, func(l *layer) bool { return l.scope == of.scope && l.said.holds(id) })
		if !held {
			w.tally(unchanged, r.Type, r.ID, t.heads[r.ID].version)
			w.receipt.Unchanged++
			return true, nil
		}
	}
	return false, nil
}

// names gives whom the extracts of the series name, a layer for each of their days.
func (w *Writer) names() ([]*layer, error) {
	if w.named == nil {
		all, err := listLayers(w.ctx, w.tx, w.batch.Authority, namedSubjects)
		if err != nil {
			return nil, err
		}
		w.named = slices.DeleteFunc(all, func(l *layer) bool { return !w.series(l) })
	}
	return w.named, nil
}

// keepNames keeps whom an extract names that holds all of those, for an older one that may come after it. Those whom it does not name stay named by the
// one before it, as of its day.
func (w *Writer) keepNames() error {
	if !w.batch.Named || !w.batch.dated() {
		return nil
	}
	l := &layer{scope: w.batch.keptScope(), day: w.batch.day(), batch: w.batch.ID}
	for subject := range w.subjects {
		l.said = append(l.said, said{id: idHash(subject)})
	}
	l.said = l.said.sorted()
	was, err := findLayer(w.ctx, w.tx, w.batch.Authority, l.scope, namedSubjects)
	if err != nil {
		return err
	}
	if was != nil {
		others := slices.DeleteFunc(slices.Clone(was.said), func(s said) bool { return l.said.holds(s.id) })
		if was.day == l.day {
			l.said = append(l.said, others...).sorted()
		} else if err := w.addNames(others, was.day); err != nil {
			return err
		}
	}
	if l.same(was) {
		return nil
	}
	return insertExtract(w.ctx, w.tx, w.batch.Authority, namedSubjects, l)
}

// addNames adds to those whom the series names on an earlier day.
func (w *Writer) addNames(names extract, day string) error {
	if len(names) == 0 {
		return nil
	}
	l := &layer{scope: w.batch.partScopeOf(day), day: day, batch: w.batch.ID, said: names}
	was, err := findLayer(w.ctx, w.tx, w.batch.Authority, l.scope, namedSubjects)
	if err != nil {
		return err
	}
	if was != nil {
		l.said = slices.Concat(names, was.said).sorted()
	}
	return insertExtract(w.ctx, w.tx, w.batch.Authority, namedSubjects, l)
}

// keepApart keeps, as of its own day, what the older extract of the scope said of those whom the new one no longer names.
func (w *Writer) keepApart(recordType string, older extract, t *typeImport) error {
	if len(older) == 0 {
		return nil
	}
	l := &layer{scope: w.batch.partScopeOf(t.was.day), day: t.was.day, batch: w.batch.ID}
	had, err := findLayer(w.ctx, w.tx, w.batch.Authority, l.scope, recordType)
	if err != nil {
		return err
	}
	if had != nil {
		l.lists = slices.Clone(had.lists)
		l.said = slices.DeleteFunc(slices.Clone(had.said), func(s said) bool { return older.holds(s.id) })
	}
	for _, s := range older {
		v, _ := t.was.find(s.id)
		l.said = append(l.said, said{id: s.id, body: v.hash, silent: l.list(v.silent)})
	}
	l.said = l.said.sorted()
	return insertExtract(w.ctx, w.tx, w.batch.Authority, recordType, l)
}
