package door

import (
	"context"
	"fmt"
	"maps"
	"sync"

	"heed/catalogue"
	"heed/internal/ledger"
)

// fromLedger keeps what an authority's records say that give rights, as far as the ledger has been read. It is read from the ledger and not from the
// engine: it holds for the next decision from the moment when it is recorded, in every process, whatever is being imported or worked in meanwhile.
type fromLedger[T any] struct {
	mu sync.Mutex
	// to is the last entry read; now is nil before the first reading. What it points to does not change; what is recorded makes another.
	to  int64
	now *T
}

// upTo gives what stands up to the ledger's last entry. next makes it of what stood after an entry, and says whether anything has been recorded since.
// Where nothing has, this costs one question after the number of the last entry.
func (c *fromLedger[T]) upTo(ctx context.Context, d *Door, authority string, next func(after int64, was T) (now T, changed bool, err error)) (*T, error) {
	last, err := d.ledger.LastSeq(ctx, authority)
	if err != nil {
		return nil, fmt.Errorf("asking the ledger for its last entry: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now != nil && last <= c.to {
		return c.now, nil
	}
	var was T
	if c.now != nil {
		was = *c.now
	}
	now, changed, err := next(c.to, was)
	if err != nil {
		return nil, err
	}
	if c.to = last; c.now == nil || changed {
		c.now = &now
	}
	return c.now, nil
}

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
