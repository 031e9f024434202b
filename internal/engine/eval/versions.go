package eval

import (
	"sync"
	"sync/atomic"
)

// generation counts every change of anything, so that no two versions are the same.
var generation atomic.Int64

// versions remember when each of several things last changed, as a number that only grows. A cached answer is kept under the
// version of what it was read from, so that it is never given once that has changed.
type versions struct {
	mu   sync.Mutex
	base int64
	last map[string]int64
}

func newVersions() *versions { return &versions{base: generation.Add(1), last: map[string]int64{}} }

// set notes that things have changed now.
func (v *versions) set(names ...string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := generation.Add(1)
	for _, name := range names {
		v.last[name] = now
	}
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
