package ledger

import (
	"slices"

	"github.com/zeebo/xxh3"

	"heed/catalogue"
)

// typeImport is what an import knows of one record type.
type typeImport struct {
	heads map[string]head // by record id
	whole bool            // the extract holds every record of this type in its scope
	part  bool            // it holds some
	last  extract         // what the last extract of the scope said
	now   extract         // what this one says, as it comes
	// byBatch is what the last extract of the scope of another batch said, by batch.
	byBatch map[string]extract

	// dated says that the extract speaks to a day and that what it says of this type is kept. Then was is what the last
	// extract of its scope said, nil where there is none, is what this one says, as it comes, and layers what those of other
	// scopes say that speak to a day.
	dated   bool
	was, is *layer
	layers  []*layer
	// dropped are the records that the last extract of the scope held and this one lets go of.
	dropped map[string]bool
}

// say notes what an extract says of a record, and reports whether the last extract of
// its scope said the same.
func (t *typeImport) say(recordID string, digest xxh3.Uint128) bool {
	if !t.whole && !t.part {
		return false
	}
	s := said{id: idHash(recordID), body: digest.Lo}
	t.now = append(t.now, s)
	return t.last.says(s)
}

// typeOf loads what an import must know of a record type, when it first meets it.
func (w *Writer) typeOf(recordType string) (*typeImport, error) {
	if t, ok := w.types[recordType]; ok {
		return t, nil
	}
	heads, err := w.headsOf(recordType)
	if err != nil {
		return nil, err
	}
	t := &typeImport{
		heads: heads, whole: w.batch.Full && slices.Contains(w.batch.Types, recordType), part: !w.batch.Full && w.batch.Scope != "",
	}
	if w.batch.Named && w.batch.dated() && !t.whole {
		t.part = true // a newer one may come, or an older
	}
	t.dated = w.batch.dated() && counted(recordType) && (t.whole || t.part)
	switch {
	case t.dated:
		err = w.loadLayers(t, recordType)
	case t.whole || t.part:
		t.last, err = findExtract(w.ctx, w.tx, w.batch.Authority, w.batch.keptScope(), recordType)
	}
	if err != nil {
		return nil, err
	}
	w.types[recordType] = t
	return t, nil
}

// stands says whether a record's latest version is to be kept against an extract that
// only repeats itself. A correction by a person or by another file stands, so that
// importing last year's return again does not undo this year's. What a full extract recorded
// stands for as long as the last extract of its scope says so.
func (w *Writer) stands(t *typeImport, r catalogue.Record, h head) (bool, error) {
	latest, err := findVersion(w.appender.ctx, w.tx, w.batch.Authority, r.Type, r.ID, int(h.version))
	if err != nil || latest.Batch == "" {
		return err == nil, err
	}
	if t.byBatch == nil {
		t.byBatch = make(map[string]extract)
	}
	x, ok := t.byBatch[latest.Batch]
	if !ok {
		from, err := findBatch(w.ctx, w.tx, w.batch.Authority, latest.Batch)
		if err != nil {
			return false, err
		}
		if from.dated() {
			return w.heldToADay(t, r)
		}
		if from.Full && slices.Contains(from.Types, r.Type) {
			if x, err = findExtract(w.ctx, w.tx, w.batch.Authority, from.Scope, r.Type); err != nil {
				return false, err
			}
		}
		t.byBatch[latest.Batch] = x // nil where the batch was no full extract
	}
	return x == nil || x.says(said{id: idHash(r.ID), body: h.digest.Lo}), nil
}

// loadLayers loads what extracts that speak to a day say of a type.
func (w *Writer) loadLayers(t *typeImport, recordType string) error {
	scope := w.batch.keptScope()
	if !t.whole && w.batch.Full {
		scope = w.batch.partScope()
	}
	t.is = &layer{scope: scope, day: w.batch.day(), batch: w.batch.ID}
	var err error
	if t.was, err = findLayer(w.ctx, w.tx, w.batch.Authority, scope, recordType); err != nil {
		return err
	}
	t.layers, err = listLayers(w.ctx, w.tx, w.batch.Authority, recordType)
	t.layers = slices.DeleteFunc(t.layers, func(l *layer) bool { return l.scope == scope })
	return err
}

// heldToADay says whether any extract that speaks to a day holds a record.
func (w *Writer) heldToADay(t *typeImport, r catalogue.Record) (bool, error) {
	if t.dated {
		return true, nil // this one does
	}
	if t.layers == nil {
		var err error
		if t.layers, err = listLayers(w.ctx, w.tx, w.batch.Authority, r.Type); err != nil {
			return false, err
		}
	}
	return len(t.others(idHash(r.ID))) > 0, nil
}
