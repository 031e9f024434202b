package eval

import (
	"context"
	"runtime"
	"sync"
)

// quietKey marks the context of work that is done quietly: on threads that the system lets run when nothing else wants to, so that
// pages do not wait behind it.
type quietKey struct{}

func quiet(ctx context.Context) context.Context { return context.WithValue(ctx, quietKey{}, true) }

// quietThreads are the threads of the least priority that wait for work. They serve the whole process and never end: priority cannot be raised again, and a
// thread that ended would hand its own on to the one that the runtime starts in its place, and so in time to those of pages.
type quietThreads struct {
	mu   sync.Mutex
	idle []chan func()
	// made is how many there are, idle or not.
	made int
}

var allQuietThreads quietThreads

// do does work on a quiet thread, one more than there were if all have some, and returns when it is done.
func (q *quietThreads) do(work func()) {
	q.mu.Lock()
	var thread chan func()
	if last := len(q.idle) - 1; last >= 0 {
		thread, q.idle = q.idle[last], q.idle[:last]
	} else {
		thread = make(chan func())
		q.made++
		go serveQuietly(thread)
	}
	q.mu.Unlock()
	done := make(chan struct{})
	thread <- func() {
		defer close(done)
		work()
	}
	<-done
	q.mu.Lock()
	q.idle = append(q.idle, thread)
	q.mu.Unlock()
}

func serveQuietly(thread <-chan func()) {
	runtime.LockOSThread()
	lowerPriority()
	for work := range thread {
		work()
	}
}

// quietlyIf does work, on a quiet thread where the context says that it is to be quiet.
func quietlyIf(ctx context.Context, work func()) {
	if ctx.Value(quietKey{}) == nil {
		work()
		return
	}
	allQuietThreads.do(work)
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
		quietlyIf(ctx, func() { work(ctx) })
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
