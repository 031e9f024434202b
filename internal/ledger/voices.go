package ledger

import (
	"errors"
	"slices"

	"heed/catalogue"
)

// voice is what one layer says of one record.
type voice struct {
	layer  *layer
	hash   uint64   // of subject and body
	silent []string // the fields, sorted, that its source says nothing of

	subject string // known, as is body, once read
	body    []byte
}

// voices are what several layers say of one record, the one that speaks to the latest day first. Together they say: of each
// field, what the first of them says that is not silent of it. So an older year never contradicts what a newer one says, be
// it a blank, and adds what the newer one is silent of; and what they say together rests on what each says alone, not on
// which came first.
type voices []voice

// heard gives those of the voices that add anything.
func (v voices) heard() voices {
	var all voices
	var open []string
	for i, each := range v {
		if i > 0 && subset(open, each.silent) {
			continue
		}
		all = append(all, each)
		if i == 0 {
			open = each.silent
		} else {
			open = both(open, each.silent)
		}
		if len(open) == 0 {
			break
		}
	}
	return all
}

// same says whether voices that are heard say the same together.
func (v voices) same(other voices) bool {
	return slices.EqualFunc(v, other, func(a, b voice) bool { return a.hash == b.hash && slices.Equal(a.silent, b.silent) })
}

// open lists the fields that all of the voices are silent of.
func (v voices) open() []string {
	open := v[0].silent
	for _, each := range v[1:] {
		open = both(open, each.silent)
	}
	return open
}

// subset says whether all of some ids, sorted, are among others.
func subset(some, others []string) bool {
	for _, id := range some {
		if _, found := slices.BinarySearch(others, id); !found {
			return false
		}
	}
	return true
}

// both gives the ids, sorted, that two lists have.
func both(a, b []string) []string {
	if slices.Equal(a, b) {
		return a
	}
	var ids []string
	for _, id := range a {
		if _, found := slices.BinarySearch(b, id); found {
			ids = append(ids, id)
		}
	}
	return ids
}

// others gives what the layers of other scopes say of a record, in order.
func (t *typeImport) others(id uint64) voices {
	var all voices
	for _, l := range t.layers {
		if v, held := l.find(id); held {
			all = append(all, v)
		}
	}
	return all
}

// with gives voices and one more in its place.
func (v voices) with(one voice) voices {
	i, _ := slices.BinarySearchFunc(v, one, func(a, b voice) int { return compareLayers(a.layer, b.layer) })
	return slices.Insert(slices.Clone(v), i, one)
}

// read reads what a voice says, where it is not known yet. What was kept before Heed knew of days may hold two hashes of a
// record, one of them of no entry; and of a record that only repeated itself perhaps none, when its latest version is taken.
func (w *Writer) read(recordType, recordID string, version int32, v *voice) error {
	if v.body != nil {
		return nil
	}
	var err error
	v.subject, v.body, err = wordsOf(w.appender.ctx, w.tx, w.batch.Authority, recordType, recordID, v.hash)
	if !errors.Is(err, ErrNotIntact) || len(v.layer.lists) > 0 {
		return err
	}
	id := idHash(recordID)
	for _, s := range v.layer.said {
		if s.id != id {
			continue
		}
		if v.subject, v.body, err = wordsOf(w.appender.ctx, w.tx, w.batch.Authority, recordType, recordID, s.body); !errors.Is(err, ErrNotIntact) {
			return err
		}
	}
	latest, err := findVersion(w.appender.ctx, w.tx, w.batch.Authority, recordType, recordID, int(version))
	v.subject, v.body = latest.Subject, latest.Body
	return err
}

// together gives the subject and body that voices give together.
func (w *Writer) together(recordType, recordID string, version int32, v voices) (subject string, body []byte, err error) {
	var open []string
	for i := range v {
		if err := w.read(recordType, recordID, version, &v[i]); err != nil {
			return "", nil, err
		}
		if i == 0 {
			subject, body, open = v[i].subject, v[i].body, v[i].silent
			continue
		}
		if body, err = catalogue.Keep(body, v[i].body, open); err != nil {
			return "", nil, err
		}
		open = both(open, v[i].silent)
	}
	return subject, body, nil
}

// settled gives what a record is to say once its voices are no longer those of before but those of after, of which there is
// at least one. Where what stands is not what the layers said before, as after a correction by a person or by a list, only
// what they now say otherwise is changed in it.
func (w *Writer) settled(t *typeImport, r key, before, after voices) (catalogue.Record, error) {
	out := catalogue.Record{Type: r.recordType, ID: r.id}
	h, known := t.heads[r.id]
	var err error
	if out.Subject, out.Body, err = w.together(r.recordType, r.id, h.version, after); err != nil {
		return out, err
	}
	if !known || h.withdrawn || len(before) == 1 && before[0].hash == h.digest.Lo {
		return out, nil
	}
	latest, err := findVersion(w.appender.ctx, w.tx, w.batch.Authority, r.recordType, r.id, int(h.version))
	if err != nil {
		return out, err
	}
	if len(before) == 0 {
		out.Body, err = catalogue.Keep(out.Body, latest.Body, after.open())
		return out, err
	}
	subject, body, err := w.together(r.recordType, r.id, h.version, before)
	if err != nil {
		return out, err
	}
	if out.Subject == subject {
		out.Subject = latest.Subject
	}
	out.Body, err = catalogue.Change(latest.Body, body, out.Body)
	return out, err
}

// key names a record.
type key struct{ recordType, id string }
