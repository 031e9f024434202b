package engine

import "sync"

// marks remember when each of several things last changed, as a number that only grows. What is remembered of an
// answer is kept under the mark of what it was read from, so that it is never given once that has changed.
type marks struct {
	mu   sync.Mutex
	base int64
	last map[string]int64
}

func newMarks() *marks { return &marks{base: generation.Add(1), last: map[string]int64{}} }

// set marks things as changed now.
func (m *marks) set(names ...string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := generation.Add(1)
	for _, name := range names {
		m.last[name] = now
	}
}

// of gives the latest mark among things; without any, the latest of all.
func (m *marks) of(names ...string) int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	latest := m.base
	for _, name := range names {
		latest = max(latest, m.last[name])
	}
	if len(names) == 0 {
		for _, mark := range m.last {
			latest = max(latest, mark)
		}
	}
	return latest
}
