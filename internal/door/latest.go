package door

import (
	"context"
	"fmt"
	"maps"

	"heed/catalogue"
	"heed/internal/ledger"
)

// said is the latest version of a record that gives rights.
type said struct {
	ledger.Entry

	recordType *catalogue.Type
	values     []string
}

// value gives what it says in a field, blank where it says nothing.
func (s said) value(field string) string {
	if i := s.recordType.Index(field); i >= 0 {
		return s.values[i]
	}
	return ""
}

// latest adds what has been recorded of a type after an entry to what stood then, which stays as it is. changed says that there was any.
// A record that cannot be read is an error: nobody is let in by mistake.
func latest[T any](ctx context.Context, d *Door, authority, recordType string, after int64, was map[string]T, read func(said) T) (now map[string]T, changed bool, err error) {
	entries, err := d.ledger.TypeEntries(ctx, authority, recordType, after)
	if err != nil || len(entries) == 0 {
		return was, false, err
	}
	now = make(map[string]T, len(was)+len(entries))
	maps.Copy(now, was)
	t := d.catalogue.Type(recordType)
	for _, e := range entries {
		if e.Withdrawn {
			delete(now, e.RecordID)
			continue
		}
		values, err := t.Values(e.Body)
		if err != nil {
			return nil, false, fmt.Errorf("reading a %s: %w", recordType, err)
		}
		now[e.RecordID] = read(said{e, t, values})
	}
	return now, true, nil
}
