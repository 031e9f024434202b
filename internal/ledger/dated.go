package ledger

import (
	"slices"

	"heed/catalogue"
)

// putDated takes a record of an extract that speaks to a day. What stands changes only by what the extracts that speak to
// days now say together otherwise than before.
func (w *Writer) putDated(t *typeImport, r catalogue.Record) (Outcome, error) {
	if t.heads[r.ID].held {
		return w.unchanged(t, r)
	}
	gone, err := w.letGoByNewer(t, r)
	if gone || err != nil {
		return Unchanged, err
	}
	own, err := w.own(t, r)
	if err != nil {
		return 0, err
	}
	others := t.others(idHash(r.ID))
	changed, err := w.hear(t, r, own, others)
	if err != nil {
		return 0, err
	}
	if err := w.remember(t, r, own, others); err != nil {
		return 0, err
	}
	if !changed {
		return w.unchanged(t, r)
	}
	return Appended, nil
}

// hear settles a record of which the extract says its own beside what others say, and says whether that changed what stands.
func (w *Writer) hear(t *typeImport, r catalogue.Record, own voice, others voices) (bool, error) {
	h, known := t.heads[r.ID]
	if !known && len(others) == 0 {
		r.Subject, r.Body = own.subject, own.body
		return true, w.append(t, r, 1, digest(own.subject, own.body))
	}
	before, after := others, others.with(own)
	if was, had := t.was.find(idHash(r.ID)); had {
		before = others.with(was)
		if t.ofAnotherDay() {
			after = after.with(was) // keepApart keeps what it adds
		}
	}
	after = after.heard()
	before = before.heard()
	if known && !h.withdrawn {
		if len(after) == 1 && after[0].hash == h.digest.Lo {
			return false, nil
		}
		if before.same(after) {
			stays, err := w.stands(t, r, h)
			if stays || err != nil {
				return false, err
			}
			before = nil
		}
	}
	return w.settle(t, key{r.Type, r.ID}, before, after)
}

// own gives what the extract says of a record: of what it is silent of, what the last extract of its scope said. So a
// corrected return that lacks a column takes nothing back.
func (w *Writer) own(t *typeImport, r catalogue.Record) (voice, error) {
	own := voice{layer: t.is, silent: r.Silent, subject: r.Subject, body: r.Body}
	was, had := t.was.find(idHash(r.ID))
	if had && !t.ofAnotherDay() && len(t.was.lists) > 0 && !subset(r.Silent, was.silent) {
		if err := w.read(r.Type, r.ID, t.heads[r.ID].version, &was); err != nil {
			return own, err
		}
		var err error
		if own.body, err = catalogue.Keep(own.body, was.body, r.Silent); err != nil {
			return own, err
		}
		own.silent = both(r.Silent, was.silent)
	}
	own.hash = digest(own.subject, own.body).Lo
	return own, nil
}

// remember notes what the extract says of a record, and keeps the words where nothing else does.
func (w *Writer) remember(t *typeImport, r catalogue.Record, own voice, others voices) error {
	id := idHash(r.ID)
	t.is.said = append(t.is.said, said{id: id, body: own.hash, silent: t.is.list(own.silent)})
	kept := func(v voice) bool { return v.hash == own.hash && len(v.layer.lists) > 0 }
	was, had := t.was.find(id)
	if had && kept(was) || slices.ContainsFunc(others, kept) || t.heads[r.ID].digest.Lo == own.hash {
		return nil
	}
	return keepWords(w.appender.ctx, w.tx, w.batch.Authority, r.Type, r.ID, &own)
}

// settle records what a record is to say now that its voices are those of after, and says whether it did not say so already.
func (w *Writer) settle(t *typeImport, k key, before, after voices) (bool, error) {
	r, err := w.settled(t, k, before, after)
	if err != nil {
		return false, err
	}
	h, known := t.heads[k.id]
	d := digest(r.Subject, r.Body)
	if known && !h.withdrawn && h.digest == d {
		return false, nil
	}
	return true, w.append(t, r, h.version+1, d)
}

// letGo settles what the last extract of the scope held and this one does not, and lists the records to withdraw, which no
// other extract holds.
func (w *Writer) letGo(t *typeImport, recordType string) (gone []string, held int, err error) {
	var series []*layer // older extracts of the same scope: what they said of those whom this one names is no more
	for _, l := range t.layers {
		if w.series(l) && l.day < w.batch.day() {
			series = append(series, l)
		}
	}
	if t.was == nil && len(series) == 0 {
		return nil, 0, nil
	}
	undated, err := w.undatedOthers(recordType)
	if err != nil {
		return nil, 0, err
	}
	missing := sortedIDs(t.heads, func(id string, h head) bool {
		hash := idHash(id)
		_, had := t.was.find(hash)
		had = had || slices.ContainsFunc(series, func(l *layer) bool { return l.said.holds(hash) })
		return had && !h.held && !h.withdrawn
	})
	if w.batch.Named {
		if missing, err = w.ofNamed(recordType, missing); err != nil {
			return nil, 0, err
		}
	}
	if err := w.appender.flush(); err != nil {
		return nil, 0, err
	}
	t.dropped = make(map[string]bool, len(missing))
	for _, id := range missing {
		t.dropped[id] = true
		hash := idHash(id)
		before := t.others(hash)
		after := slices.DeleteFunc(slices.Clone(before), func(v voice) bool { return slices.Contains(series, v.layer) })
		if was, had := t.was.find(hash); had {
			before = before.with(was)
		}
		before = before.heard()
		if after = after.heard(); len(after) > 0 {
			if before.same(after) {
				continue
			}
			if _, err := w.settle(t, key{recordType, id}, before, after); err != nil {
				return nil, 0, err
			}
			continue
		}
		if !slices.ContainsFunc(undated, func(x extract) bool { return x.holds(hash) }) {
			gone = append(gone, id)
		}
	}
	if t.was != nil {
		held = t.was.said.records()
	}
	for _, l := range series {
		held += l.said.records()
	}
	return gone, held, nil
}

// undatedOthers gives what full extracts of other scopes and of no known day hold of a type.
func (w *Writer) undatedOthers(recordType string) ([]extract, error) {
	return listExtracts(w.ctx, w.tx, `select hashes from extract
		where authority = $1 and record_type = $2 and scope <> $3 and scope not like $4 and speaks_to = '' and `+standing,
		w.batch.Authority, recordType, w.batch.keptScope(), partOf+"%")
}

// keepLayers keeps what an extract that speaks to a day said, unless the last one of its scope said just the same. A part, and
// what speaks only for those it names, is kept with what was said before of other records.
func (w *Writer) keepLayers() error {
	for recordType, t := range w.types {
		if !t.dated {
			continue
		}
		if t.was != nil && (t.part || w.batch.Named) {
			older := w.carry(t)
			if err := w.keepApart(recordType, older, t); err != nil {
				return err
			}
		}
		t.is.said = t.is.said.sorted()
		if t.is.same(t.was) {
			continue
		}
		if err := insertExtract(w.ctx, w.tx, w.batch.Authority, recordType, t.is); err != nil {
			return err
		}
	}
	return nil
}

// ofAnotherDay says whether the last extract of the scope speaks to another day than this one.
func (t *typeImport) ofAnotherDay() bool {
	return t.was != nil && t.was.day != "" && t.was.day != t.is.day
}

// carry adds to what the extract says what the last one of its scope said of records that it neither holds nor withdraws. Where that one speaks to another
// day, it gives them instead, with those of which it says what this one is silent of.
func (w *Writer) carry(t *typeImport) (older extract) {
	now := &layer{said: slices.Clone(t.is.said).sorted(), lists: t.is.lists}
	for id, h := range t.heads {
		hash := idHash(id)
		v, had := t.was.find(hash)
		if !had || h.withdrawn || t.dropped[id] {
			continue
		}
		newer, held := now.find(hash)
		switch {
		case t.ofAnotherDay():
			if !held || !subset(newer.silent, v.silent) {
				older = append(older, said{id: hash, body: v.hash})
			}
		case !held:
			t.is.said = append(t.is.said, said{id: hash, body: v.hash, silent: t.is.list(v.silent)})
		}
	}
	return older.sorted()
}
