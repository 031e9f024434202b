package engine

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/singleflight"
)

// memoSize bounds how many answers are remembered; the oldest half is forgotten when it is full.
const memoSize = 4096

// memo remembers answers that cannot change until the engine follows a new entry. It is the engine's only cache
// beside the stored rows.
type memo struct {
	mu  sync.Mutex
	now map[string]any
	old map[string]any
	// working is what is being worked out: whoever asks for the same meanwhile waits for it.
	working singleflight.Group
}

func newMemo() *memo { return &memo{now: map[string]any{}, old: map[string]any{}} }

func (m *memo) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now, m.old = map[string]any{}, map[string]any{}
}

func (m *memo) get(key string) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if v, ok := m.now[key]; ok {
		return v, true
	}
	v, ok := m.old[key]
	if ok {
		m.put(key, v)
	}
	return v, ok
}

func (m *memo) put(key string, v any) {
	if len(m.now) >= memoSize/2 {
		m.old, m.now = m.now, map[string]any{}
	}
	m.now[key] = v
}

// remember gives the answer kept under a key, or works it out and keeps it. Of many who ask at once one works it out; if it is
// given up by whoever began it, each of the others does its own.
func remember[T any](e *Engine, key string, work func() (T, error)) (T, error) {
	if v, ok := e.memo.get(key); ok {
		return v.(T), nil
	}
	fresh := func() (any, error) {
		v, err := work()
		if err == nil {
			e.memo.mu.Lock()
			e.memo.put(key, v)
			e.memo.mu.Unlock()
		}
		return v, err
	}
	v, err, shared := e.memo.working.Do(key, fresh)
	if shared && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)) {
		v, err = fresh()
	}
	return v.(T), err
}
