package ledger

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// unsay settles the records of which a batch that speaks to a day says what the extract before it in its scope did not.
func (u *undo) unsay() error {
	w := &Writer{ctx: u.ctx, tx: u.tx, batch: Batch{Authority: u.info.Authority}, appender: u.appender}
	types, err := u.typesSaid()
	if err != nil {
		return err
	}
	for _, recordType := range types {
		t, err := u.without(recordType)
		if err != nil {
			return err
		}
		for _, id := range sortedIDs(t.heads, func(string, head) bool { return true }) {
			if err := u.unsayOne(w, t, key{recordType, id}); err != nil {
				return err
			}
		}
	}
	return nil
}

// typesSaid lists the record types of which it is kept what the batch said.
func (u *undo) typesSaid() ([]string, error) {
	rows, err := u.tx.QueryContext(u.appender.ctx, `select distinct record_type from extract where authority = $1 and batch = $2
		order by record_type`, u.info.Authority, u.info.ID)
	if err != nil {
		return nil, fmt.Errorf("reading what the batch said: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var types []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("reading what the batch said: %w", err)
		}
		types = append(types, id)
	}
	return types, rows.Err()
}

// without gives what is known of a record type: was is what the batch said, is what the extract before it in its scope said.
func (u *undo) without(recordType string) (*typeImport, error) {
	heads, err := loadHeads(u.appender.ctx, u.tx, u.info.Authority, recordType)
	if err != nil {
		return nil, err
	}
	t := &typeImport{heads: heads, dated: true}
	var scope string
	err = u.tx.QueryRowContext(u.appender.ctx, `select scope from extract where authority = $1 and batch = $2 and record_type = $3 order by number desc limit 1`,
		u.info.Authority, u.info.ID, recordType).Scan(&scope)
	if err != nil {
		return nil, fmt.Errorf("reading what the batch said: %w", err)
	}
	layers, err := queryLayers(u.appender.ctx, u.tx, layerQuery+` and scope = $3 order by number desc limit 2`,
		u.info.Authority, recordType, scope)
	if err != nil {
		return nil, err
	}
	if t.was = layers[0]; len(layers) > 1 {
		t.is = layers[1]
	}
	t.layers, err = listLayers(u.appender.ctx, u.tx, u.info.Authority, recordType)
	t.layers = slices.DeleteFunc(t.layers, func(l *layer) bool { return l.scope == t.was.scope })
	return t, err
}

func (u *undo) unsayOne(w *Writer, t *typeImport, k key) error {
	hash := idHash(k.id)
	was, had := t.was.find(hash)
	is, has := t.is.find(hash)
	if had == has && was.hash == is.hash && slices.Equal(was.silent, is.silent) {
		return nil
	}
	before := t.others(hash)
	after := before
	if had {
		before = before.with(was)
	}
	if has {
		after = after.with(is)
	}
	latest, err := findVersion(u.appender.ctx, u.tx, u.info.Authority, k.recordType, k.id, int(t.heads[k.id].version))
	if err != nil {
		return err
	}
	before, after = before.heard(), after.heard()
	if len(after) > 0 && before.same(after) {
		return nil // what the extracts say is as it was, so that at most a withdrawal that the batch took back is to restore
	}
	u.heard[k] = true
	return u.resettle(w, t, &latest, before, after)
}

// resettle puts a record to what it is without the batch: what other extracts that speak to a day say or, where none holds it,
// what a person, a list or an extract of no known day said last. What those said after the batch is left.
func (u *undo) resettle(w *Writer, t *typeImport, latest *Entry, before, after voices) error {
	by, found, err := u.lastOfOthers(*latest)
	if err != nil {
		return err
	}
	to := change{
		recordType: latest.RecordType, recordID: latest.RecordID, subject: latest.Subject, body: latest.Body,
		version: latest.Version + 1, withdrawn: true,
	}
	confirmed, stood := false, false
	if found {
		if stood, err = u.after(by, after); err != nil {
			return err
		}
	}
	switch {
	case found && by.Seq > u.info.LastSeq:
		u.receipt.Left++
		return nil
	case len(after) > 0 && !stood:
		r, err := w.settled(t, key{to.recordType, to.recordID}, before, after)
		if err != nil {
			return err
		}
		to.subject, to.body, to.withdrawn = r.Subject, r.Body, false
	case found:
		to.subject, to.body, to.withdrawn = by.Subject, by.Body, by.Withdrawn
	default:
		confirmed, err = u.confirmedSince(latest.RecordType, latest.RecordID)
	}
	if err != nil {
		return err
	}
	if confirmed {
		u.receipt.Left++
		return nil
	}
	if latest.Withdrawn == to.withdrawn && digest(latest.Subject, latest.Body) == digest(to.subject, to.body) {
		return nil
	}
	if to.withdrawn {
		u.receipt.Withdrawn++
	} else {
		u.receipt.Appended++
	}
	_, err = u.appender.add(to)
	return err
}

// after says whether an entry was recorded after all that voices say.
func (u *undo) after(e Entry, v voices) (bool, error) {
	for _, each := range v {
		info, err := findBatch(u.appender.ctx, u.tx, u.info.Authority, each.layer.batch)
		if err != nil || info.LastSeq >= e.Seq {
			return false, err
		}
	}
	return true, nil
}

// lastOfOthers gives the latest version of a record, from e back, that is not of an extract that speaks to a day and has not been
// undone.
func (u *undo) lastOfOthers(e Entry) (last Entry, found bool, err error) {
	undone := make(map[string]bool)
	for {
		dated, err := u.isDated(e.Batch)
		if err != nil {
			return e, false, err
		}
		if e.Source == KindUndo {
			undone[strings.TrimSuffix(e.Batch, undoSuffix)] = true
		} else if !dated && (e.Batch == "" || !undone[e.Batch]) {
			return e, true, nil
		}
		if e.Version == 1 {
			return e, false, nil
		}
		if e, err = u.version(&e, e.Version-1); err != nil {
			return e, false, err
		}
	}
}

// isDated says whether a batch speaks to a day.
func (u *undo) isDated(batch string) (bool, error) {
	if batch == "" {
		return false, nil
	}
	dated, known := u.dated[batch]
	if known {
		return dated, nil
	}
	info, err := findBatch(u.appender.ctx, u.tx, u.info.Authority, batch)
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	u.dated[batch] = info.dated()
	return info.dated(), err
}
