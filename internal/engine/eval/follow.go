package eval

import (
	"context"
	"errors"
	"sync"

	"heed/internal/engine/store"
)

// Follow applies the ledger's entries up to the last and brings the answers up to them. Answers to questions that the new entries
// may change are thrown away; the warm question's clocks are worked out again at once, only for the rules that read the changed
// record types. The work is the evaluator's own: a caller whose context ends gives up waiting, and the work goes on. Questions
// asked after that wait for it.
func (e *Evaluator) Follow(ctx context.Context) error {
	request, err := e.follower.request()
	if err != nil {
		return err
	}
	select {
	case <-request.done:
		return request.err
	case <-ctx.Done():
		return e.follower.abandon(request, ctx.Err())
	}
}

// settle makes good what was given up or has failed before a question is answered: a request to follow that nobody waited for is
// waited for, and one that failed is made again. Where it fails again the question is answered from what has been applied.
func (e *Evaluator) settle(ctx context.Context) error {
	owed := e.follower.owed()
	if owed == nil {
		return nil
	}
	select {
	case <-owed.done:
	case <-ctx.Done():
		return ctx.Err()
	}
	if owed.err == nil {
		return nil
	}
	err := e.Follow(ctx)
	if err == nil || ctx.Err() != nil || errors.Is(err, ErrClosed) {
		return err
	}
	e.cfg.Log.ErrorContext(ctx, "the answers are not up to date", "err", err.Error())
	LacksOf(ctx).NoteStale()
	return nil
}

// followRequest is one request to follow, made by one or several callers. Once done is closed, err says how it went.
type followRequest struct {
	number int64
	done   chan struct{}
	err    error
}

// follower keeps the requests to follow. Requests made while one is served are served together, after it.
type follower struct {
	mu        sync.Mutex
	requested chan struct{}
	numbers   int64
	next      *followRequest
	// unsettled is the latest request that failed or that nobody waited for, until it or a later one has gone well.
	unsettled *followRequest
	closed    bool
}

func newFollower() follower { return follower{requested: make(chan struct{}, 1)} }

func (f *follower) request() (*followRequest, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return nil, ErrClosed
	}
	if f.next == nil {
		f.numbers++
		f.next = &followRequest{number: f.numbers, done: make(chan struct{})}
		f.requested <- struct{}{}
	}
	return f.next, nil
}

// take gives the request to be served; those made from now on are served after it.
func (f *follower) take() *followRequest {
	f.mu.Lock()
	defer f.mu.Unlock()
	request := f.next
	f.next = nil
	return request
}

// abandon notes that nobody waits for a request any more, so that it is settled before the next question is answered. It gives why,
// unless the request has ended meanwhile.
func (f *follower) abandon(request *followRequest, why error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	select {
	case <-request.done:
		return request.err
	default:
		f.oweLocked(request)
		return why
	}
}

func (f *follower) oweLocked(request *followRequest) {
	if f.unsettled == nil || f.unsettled.number < request.number {
		f.unsettled = request
	}
}

func (f *follower) owed() *followRequest {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.unsettled
}

// finish says how a request went.
func (f *follower) finish(request *followRequest, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	request.err = err
	close(request.done)
	if err != nil {
		f.oweLocked(request)
	} else if f.unsettled != nil && f.unsettled.number <= request.number {
		f.unsettled = nil
	}
}

// close refuses requests from now on, and ends the one that is waiting.
func (f *follower) close() {
	f.mu.Lock()
	f.closed = true
	f.mu.Unlock()
	if request := f.take(); request != nil {
		f.finish(request, ErrClosed)
	}
}

// followRequests serves requests, one after another, until the evaluator is closed.
func (e *Evaluator) followRequests() {
	defer e.follower.close()
	for {
		select {
		case <-e.life.Done():
			return
		case <-e.follower.requested:
			request := e.follower.take()
			e.follower.finish(request, e.mended(e.life, func() error { return e.follow(e.life) }))
		}
	}
}

// follow applies entries and brings the answers up to them. What was applied before something failed is passed on all the same,
// and what could not be passed on is kept for the next time.
func (e *Evaluator) follow(ctx context.Context) error {
	e.following.Lock()
	defer e.following.Unlock()
	e.switching.RLock()
	defer e.switching.RUnlock()
	if e.closed {
		return ErrClosed
	}
	e.refreshing.Store(true)
	defer e.refreshing.Store(false)
	err := errors.Join(e.store.Follow(ctx, e.noteApplied), e.refresh(ctx))
	if err == nil {
		e.noteComplete()
	}
	return err
}

// noteApplied adds to what is still to be passed on to the workspaces.
func (e *Evaluator) noteApplied(change store.Change) {
	if e.unrefreshed.Types == nil {
		e.unrefreshed = store.Change{Types: map[string]store.Subjects{}, First: change.First}
	}
	if change.First.Before(e.unrefreshed.First) {
		e.unrefreshed.First = change.First
	}
	for t, subjects := range change.Types {
		if known, ok := e.unrefreshed.Types[t]; ok {
			subjects = known.And(subjects)
		}
		e.unrefreshed.Types[t] = subjects
		e.records.set(change.Types[t], t)
	}
}
