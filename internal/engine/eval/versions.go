package eval

import (
	"slices"
	"sync"
	"sync/atomic"

	"heed/internal/engine/store"
)

// generation counts every change of anything, so that no two versions are the same.
var generation atomic.Int64

// versions remember when each of several things last changed, as a number that only grows. A cached answer is kept under the
// version of what it was read from, so that it is never given once that has changed.
type versions struct {
	mu   sync.Mutex
	base int64
	last map[string]int64
	// changes are the latest of each thing, oldest first, at most keptChanges of them.
	changes map[string][]change
}

// change says that a thing changed, and of whom; nil stands for everybody.
type change struct {
	version  int64
	subjects store.Subjects
}

// keptChanges is how many changes of each thing are remembered.
const keptChanges = 32

func newVersions() *versions {
	return &versions{base: generation.Add(1), last: map[string]int64{}, changes: map[string][]change{}}
}

// set notes that things have changed now, of some subjects or, where these are nil, of everybody.
func (v *versions) set(subjects store.Subjects, names ...string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := generation.Add(1)
	for _, name := range names {
		v.last[name] = now
		list := append(v.changes[name], change{now, subjects})
		v.changes[name] = slices.Clone(list[max(0, len(list)-keptChanges):])
	}
}

// since gives of whom things have changed after a version, nil where it may be anybody.
func (v *versions) since(version int64, names ...string) store.Subjects {
	v.mu.Lock()
	defer v.mu.Unlock()
	changed := store.Subjects{}
	for _, name := range names {
		list := v.changes[name]
		if len(list) == keptChanges && list[0].version > version {
			return nil // what was before it is forgotten
		}
		for _, c := range list {
			if c.version > version {
				changed = changed.And(c.subjects)
			}
		}
	}
	return changed
}

// latest gives the latest version among things; without any, the latest of all.
func (v *versions) latest(names ...string) int64 {
	v.mu.Lock()
	defer v.mu.Unlock()
	latest := v.base
	for _, name := range names {
		latest = max(latest, v.last[name])
	}
	if len(names) == 0 {
		for _, version := range v.last {
			latest = max(latest, version)
		}
	}
	return latest
}
