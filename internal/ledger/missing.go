package ledger

import "slices"

// withdrawMissing withdraws the records that the last extract of the scope held and
// this one does not, unless another scope's last extract holds them.
func (w *Writer) withdrawMissing() error {
	types := slices.Compact(slices.Sorted(slices.Values(w.batch.Types)))
	gone := make(map[string][]string)
	var would, of int
	for _, recordType := range types {
		ids, before, err := w.missing(recordType)
		if err != nil {
			return err
		}
		gone[recordType] = ids
		would, of = would+len(ids), of+before
	}
	w.held = of
	if share := float64(would) / float64(max(of, 1)); share > w.batch.MaxWithdrawn {
		return &TooManyWithdrawnError{Would: would, Of: of, Share: share, Limit: w.batch.MaxWithdrawn}
	}
	if err := w.appender.flush(); err != nil {
		return err
	}
	for _, recordType := range types {
		for _, id := range gone[recordType] {
			if err := w.withdraw(recordType, id); err != nil {
				return err
			}
		}
		if w.types[recordType].dated {
			continue // keepLayers keeps it
		}
		if err := saveExtract(w.ctx, w.tx, w.batch, recordType, w.types[recordType].now.sorted()); err != nil {
			return err
		}
	}
	return nil
}

// keepSaid keeps what an extract that is not full said, with what earlier ones of its
// scope said of other records, so that importing it again is no news.
func (w *Writer) keepSaid() error {
	for recordType, t := range w.types {
		if !t.part || t.dated || len(t.now) == 0 {
			continue
		}
		now := t.now.sorted()
		all := slices.Clone(now)
		for _, s := range t.last {
			if !now.holds(s.id) {
				all = append(all, s)
			}
		}
		if err := saveExtract(w.ctx, w.tx, w.batch, recordType, all.sorted()); err != nil {
			return err
		}
	}
	return nil
}

// missing lists the records of a type to withdraw, and says how many the last
// extract of the scope held.
func (w *Writer) missing(recordType string) (ids []string, before int, err error) {
	t, err := w.typeOf(recordType)
	switch {
	case err != nil:
		return nil, 0, err
	case t.dated:
		return w.letGo(t, recordType)
	case len(t.last) == 0:
		return nil, 0, nil
	}
	others, err := listExtracts(w.ctx, w.tx, `select hashes from extract
		where authority = $1 and record_type = $2 and scope <> $3 and scope not like $4 and `+standing,
		w.batch.Authority, recordType, w.batch.Scope, partOf+"%")
	if err != nil {
		return nil, 0, err
	}
	ids = sortedIDs(t.heads, func(id string, h head) bool {
		if h.held || h.withdrawn {
			return false
		}
		hash := idHash(id)
		elsewhere := slices.ContainsFunc(others, func(x extract) bool { return x.holds(hash) })
		return t.last.holds(hash) && !elsewhere
	})
	if w.batch.Named {
		ids, err = w.ofNamed(recordType, ids)
	}
	return ids, t.last.records(), err
}

// ofNamed keeps those of a type's records that are about subjects the extract names.
func (w *Writer) ofNamed(recordType string, ids []string) ([]string, error) {
	if err := w.appender.flush(); err != nil {
		return nil, err
	}
	var named []string
	for _, id := range ids {
		latest, err := findVersion(w.appender.ctx, w.tx, w.batch.Authority, recordType, id, int(w.types[recordType].heads[id].version))
		if err != nil {
			return nil, err
		}
		if w.subjects[latest.Subject] {
			named = append(named, id)
		}
	}
	return named, nil
}

func (w *Writer) withdraw(recordType, id string) error {
	latest, err := findVersion(w.appender.ctx, w.tx, w.batch.Authority, recordType, id, int(w.types[recordType].heads[id].version))
	if err != nil {
		return err
	}
	w.receipt.Withdrawn++
	w.tally(withdrawn, recordType, id, w.types[recordType].heads[id].version+1)
	_, err = w.appender.add(withdrawalOf(latest))
	return err
}

// withdrawalOf gives the entry that withdraws a record at its latest version.
func withdrawalOf(latest Entry) change {
	return change{
		recordType: latest.RecordType, recordID: latest.RecordID, subject: latest.Subject,
		version: latest.Version + 1, withdrawn: true, body: latest.Body,
	}
}
