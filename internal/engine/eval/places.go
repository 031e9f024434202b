package eval

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// ErrBusy says that as many questions are being worked out, and wait to be, as may be at once. The same may be asked again a little later.
var ErrBusy = errors.New("too much is being worked out at once")

// How many questions that are not kept ready are worked out at once, of one person and of all, and how many more wait for their turn. So one
// person alone neither keeps everybody else from asking nor has the machine to themselves.
const (
	placesEach   = 1
	placesInAll  = 2
	waitingEach  = 4
	waitingInAll = 16
)

type askerKey struct{}

// AskedBy gives a context in which a person asks, by any name that is theirs alone. What is asked in a context without one is not held to the
// bounds: the command line asks one thing at a time, and so does what works in the background.
func AskedBy(ctx context.Context, person string) context.Context {
	return context.WithValue(ctx, askerKey{}, person)
}

// places bounds what is worked out at once. Whoever asks what is being worked out already needs no place of their own.
type places struct {
	mu      sync.Mutex
	working map[string]*place // by question
	waiting []*waiter         // in the order in which they came
}

// place is held by those who wait for one question to be worked out.
type place struct {
	person string // who asked first
	askers int
}

// waiter waits for its turn. Its channel is closed when it has a place.
type waiter struct {
	question, person string
	admitted         chan struct{}
}

func newPlaces() *places { return &places{working: map[string]*place{}} }

// take waits for a place to work out a question for a person, and gives what lets go of it. It gives ErrBusy where too many wait already,
// and the context's error where that ends first.
func (p *places) take(ctx context.Context, question, person string) (leave func(), err error) {
	leave = func() { p.leave(question) }
	p.mu.Lock()
	if p.admitLocked(question, person) {
		p.admitWaitingLocked()
		p.mu.Unlock()
		return leave, nil
	}
	mine := 0
	for _, w := range p.waiting {
		if w.person == person {
			mine++
		}
	}
	if mine >= waitingEach || len(p.waiting) >= waitingInAll {
		p.mu.Unlock()
		return nil, ErrBusy
	}
	w := &waiter{question: question, person: person, admitted: make(chan struct{})}
	p.waiting = append(p.waiting, w)
	p.mu.Unlock()
	select {
	case <-w.admitted:
		return leave, nil
	case <-ctx.Done():
		p.giveUp(w)
		return nil, ctx.Err()
	}
}

// admitLocked gives a person a place for a question, where there is one for them.
func (p *places) admitLocked(question, person string) bool {
	if held := p.working[question]; held != nil {
		held.askers++
		return true
	}
	theirs := 0
	for _, held := range p.working {
		if held.person == person {
			theirs++
		}
	}
	if len(p.working) >= placesInAll || theirs >= placesEach {
		return false
	}
	p.working[question] = &place{person: person, askers: 1}
	return true
}

// leave lets go of a place.
func (p *places) leave(question string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	held := p.working[question]
	if held.askers--; held.askers > 0 {
		return
	}
	delete(p.working, question)
	p.admitWaitingLocked()
}

// admitWaitingLocked admits those whose turn it is, in the order in which they came, until nobody else can be: who is admitted may work out
// what somebody before them waits for.
func (p *places) admitWaitingLocked() {
	for before := -1; before != len(p.waiting); {
		before = len(p.waiting)
		p.waiting = slices.DeleteFunc(p.waiting, func(w *waiter) bool {
			admitted := p.admitLocked(w.question, w.person)
			if admitted {
				close(w.admitted)
			}
			return admitted
		})
	}
}

// giveUp takes out a waiter who has gone away, with the place that they may have been given meanwhile.
func (p *places) giveUp(w *waiter) {
	p.mu.Lock()
	i := slices.Index(p.waiting, w)
	if i >= 0 {
		p.waiting = slices.Delete(p.waiting, i, i+1)
	}
	p.mu.Unlock()
	if i < 0 {
		p.leave(w.question)
	}
}
