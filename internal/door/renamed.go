package door

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"heed/catalogue"
	"heed/internal/ledger"
	"heed/internal/published"
)

// RenamingType is the record type in which it is kept that a published series goes on under another name.
const RenamingType = catalogue.RecordRenaming

// Renaming is what somebody said of a published series that goes on under another name.
type Renaming struct {
	// RecordID and Authority say in whose ledger it is kept.
	RecordID, Authority string
	// New and Old are the keys of the two (see [published.Series.Key]).
	New, Old, Reason string
	// By is who said it, and At when.
	By string
	At time.Time
}

// renamings are those of all authorities: what is published is one table for all, as the files are. It holds what has been read of
// each ledger, so that only what was added since is read again.
type renamings struct {
	seen map[string]int64
	by   map[[2]string]ledger.Entry // by authority and record
	list []Renaming
	// stale says that something was read that is not listed yet.
	stale bool
}

// read brings them up to the ledgers, and says whether any has changed.
func (r *renamings) read(ctx context.Context, store *ledger.Store) (changed bool, err error) {
	authorities, err := store.Authorities(ctx)
	if err != nil {
		return false, err
	}
	for _, authority := range authorities {
		last, err := store.LastSeq(ctx, authority)
		if err != nil {
			return false, err
		}
		if last == r.seen[authority] {
			continue
		}
		entries, err := store.TypeEntries(ctx, authority, RenamingType, r.seen[authority])
		if err != nil {
			return false, fmt.Errorf("reading which published series were renamed: %w", err)
		}
		for _, e := range entries {
			r.by[[2]string{authority, e.RecordID}], r.stale = e, true
		}
		r.seen[authority] = last
	}
	if !r.stale {
		return false, nil
	}
	if err := r.sort(); err != nil {
		return false, err
	}
	r.stale = false
	return true, nil
}

// sort lists what stands, in the order in which it was said.
func (r *renamings) sort() error {
	r.list = nil
	for of, e := range r.by {
		if e.Withdrawn {
			continue
		}
		var body struct {
			New    string `json:"new_series"`
			Old    string `json:"old_series"`
			Reason string `json:"reason"`
		}
		if err := json.Unmarshal(e.Body, &body); err != nil {
			return fmt.Errorf("reading which published series were renamed: %w", err)
		}
		r.list = append(r.list, Renaming{RecordID: e.RecordID, Authority: of[0], New: body.New, Old: body.Old, Reason: body.Reason, By: e.RecordedBy, At: e.RecordedAt})
	}
	slices.SortFunc(r.list, func(x, y Renaming) int {
		if c := x.At.Compare(y.At); c != 0 {
			return c
		}
		return slices.Compare([]string{x.Authority, x.New}, []string{y.Authority, y.New})
	})
	return nil
}

// keys gives the keys; of two that were said of one series the later stands.
func (r *renamings) keys() published.Renamings {
	keys := published.Renamings{}
	for _, one := range r.list {
		keys[one.New] = one.Old
	}
	return keys
}
