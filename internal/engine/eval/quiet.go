package eval

import (
	"context"
	"runtime"
)

// quietKey marks the context of work that is done quietly: on threads that the system lets run when nothing else wants to, so that
// pages do not wait behind it.
type quietKey struct{}

func quiet(ctx context.Context) context.Context { return context.WithValue(ctx, quietKey{}, true) }

// beQuiet gives the goroutine a thread of its own of the least priority, where the work is to be quiet. The thread ends with the
// goroutine, as its priority cannot be raised again.
func beQuiet(ctx context.Context) {
	if ctx.Value(quietKey{}) != nil {
		runtime.LockOSThread()
		lowerPriority()
	}
}

// quietly does work in the background that nobody waits for, one piece after another. The work ends with the evaluator's life.
func (e *Evaluator) quietly(work func(ctx context.Context)) {
	e.background.Go(func() {
		select {
		case e.oneAtATime <- struct{}{}:
		case <-e.life.Done():
			return
		}
		defer func() { <-e.oneAtATime }()
		ctx := quiet(e.life)
		beQuiet(ctx)
		work(ctx)
	})
}

// quietUnlessKept makes work on a day that is not kept ready quiet: whoever asks for one waits for it, and nobody else does.
func (e *Evaluator) quietUnlessKept(ctx context.Context, w *Workspace) context.Context {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.kept[w] {
		return ctx
	}
	return quiet(ctx)
}
