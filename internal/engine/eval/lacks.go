package eval

import (
	"context"
	"maps"
	"sync"

	"heed/rulebook"
)

// Lacks is what the answers given in a context lack. Every question notes it there by itself, so that whoever shows answers, in
// whatever form, can say so in one place.
type Lacks struct {
	mu     sync.Mutex
	broken map[string]string
	stale  bool
}

type lacksKey struct{}

// NoteLacks gives a context in which what answers lack is noted, and where it is.
func NoteLacks(ctx context.Context) (context.Context, *Lacks) {
	l := &Lacks{broken: map[string]string{}}
	return context.WithValue(ctx, lacksKey{}, l), l
}

// LacksOf gives where what answers lack is noted in a context, nil where it is nowhere.
func LacksOf(ctx context.Context) *Lacks {
	l, _ := ctx.Value(lacksKey{}).(*Lacks)
	return l
}

// Broken gives the rules that were asked for and could not be evaluated, with why: what they would give is left out.
func (l *Lacks) Broken() map[string]string {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return maps.Clone(l.broken)
}

// Stale says that what was recorded last is not in the answers.
func (l *Lacks) Stale() bool {
	if l == nil {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.stale
}

// NoteStale notes that what was recorded last is not in the answers.
func (l *Lacks) NoteStale() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stale = true
}

// noteBroken notes which of some rules are broken.
func (w *Workspace) noteBroken(ctx context.Context, rules []*rulebook.Rule) {
	l := LacksOf(ctx)
	if l == nil {
		return
	}
	w.state.Lock()
	defer w.state.Unlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range rules {
		if s := w.rules[r.ID]; s != nil && s.broken != "" {
			l.broken[r.ID] = s.broken
		}
	}
}
