package eval

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"heed/catalogue"
	"heed/internal/engine/store"
	"heed/rulebook"
)

// emptyEvaluator gives an evaluator of the whole rulebook over no records.
func emptyEvaluator(t *testing.T) *Evaluator {
	t.Helper()
	types, err := catalogue.Load()
	if err != nil {
		t.Fatal(err)
	}
	book, err := rulebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := NewRules(book, types)
	if err != nil {
		t.Fatal(err)
	}
	cfg := store.Config{Catalogue: types, Authority: "990", Log: slog.New(slog.DiscardHandler)}
	s, err := store.Empty(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.CreateTypes(t.Context(), types.Types); err != nil {
		t.Fatal(err)
	}
	e, err := New(t.Context(), Config{Store: s, StoreConfig: cfg, Rules: rules, KeepNumbersApart: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return e
}

func someDay(n int) Question {
	day := time.Date(2026, 1, 1+n, 0, 0, 0, 0, time.UTC)
	return Question{AsAt: day, Moment: EndOfDay(day)}
}

// asked is how 24 questions asked at once went: how many were worked out at the same time at most, and how many were refused.
type asked struct {
	mu                       sync.Mutex
	now, most, done, tooMuch int
	spaces                   int
}

// askMany asks 24 days at once, each by the person that by gives. No answer is read to its end before as many as
// may are being read and all that are refused have been.
func askMany(t *testing.T, e *Evaluator, together, refused int, by func(n int) string) *asked {
	t.Helper()
	a := &asked{}
	allRefused, full := make(chan struct{}), make(chan struct{})
	var wait sync.WaitGroup
	for n := range 24 {
		wait.Go(func() {
			err := e.Ask(AskedBy(t.Context(), by(n)), someDay(n), nil, func(*Workspace) error {
				a.mu.Lock()
				a.now++
				if a.now > a.most {
					if a.most = a.now; a.most == together {
						close(full)
					}
				}
				a.mu.Unlock()
				<-allRefused
				<-full
				e.mu.Lock()
				spaces := len(e.spaces)
				e.mu.Unlock()
				a.mu.Lock()
				defer a.mu.Unlock()
				a.now--
				a.done++
				a.spaces = max(a.spaces, spaces)
				return nil
			})
			a.mu.Lock()
			defer a.mu.Unlock()
			switch {
			case errors.Is(err, ErrBusy):
				if a.tooMuch++; a.tooMuch == refused {
					close(allRefused)
				}
			case err != nil:
				t.Errorf("day %d: %v", n, err)
			}
		})
	}
	wait.Wait()
	return a
}

func TestOf24DaysAskedAtOnceByOnePersonOneIsWorkedOutAtATimeAndMostAreRefused(t *testing.T) {
	t.Parallel()
	e := emptyEvaluator(t)
	a := askMany(t, e, placesEach, 24-placesEach-waitingEach, func(int) string { return "one" })
	if a.most != placesEach || a.done != placesEach+waitingEach {
		t.Errorf("%d at once, %d answered; want %d and %d", a.most, a.done, placesEach, placesEach+waitingEach)
	}
}

func TestOf24DaysAskedAtOnceByAsManyPeopleTwoAreWorkedOutAtATime(t *testing.T) {
	t.Parallel()
	e := emptyEvaluator(t)
	a := askMany(t, e, placesInAll, 24-placesInAll-waitingInAll, func(n int) string { return fmt.Sprint(n) })
	if a.most != placesInAll || a.done != placesInAll+waitingInAll {
		t.Errorf("%d at once, %d answered; want %d and %d", a.most, a.done, placesInAll, placesInAll+waitingInAll)
	}
	if a.spaces > maxSpaces+placesInAll {
		t.Errorf("%d days were kept, want %d at most", a.spaces, maxSpaces+placesInAll)
	}
}

// While one person has worked out as much as they may, another's question, and whatever is ready, is answered.
func TestWhoeverAsksMuchKeepsNobodyElseFromAnAnswer(t *testing.T) {
	t.Parallel()
	e := emptyEvaluator(t)
	e.Keep(someDay(0).AsAt)
	nothing := func(*Workspace) error { return nil }
	if err := e.Ask(t.Context(), someDay(1), nil, nothing); err != nil {
		t.Fatal(err)
	}
	ctx := AskedBy(t.Context(), "one")
	err := e.Ask(ctx, someDay(2), nil, func(*Workspace) error {
		gone, cancel := context.WithCancel(ctx)
		cancel()
		if err := e.Ask(gone, someDay(3), nil, nothing); !errors.Is(err, context.Canceled) {
			t.Errorf("a second question of one person: %v, want it to wait until the person goes away", err)
		}
		for n, who := range []string{"one", "one", "one", "other"} {
			q := someDay([]int{0, 1, 2, 4}[n])
			if err := e.Ask(AskedBy(ctx, who), q, nil, nothing); err != nil {
				t.Errorf("%s asks of %s: %v", who, q.AsAt.Format(time.DateOnly), err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsBeingAskedIsNotEvictedHoweverManyOtherDaysAre(t *testing.T) {
	t.Parallel()
	e := emptyEvaluator(t)
	err := e.Ask(t.Context(), someDay(0), nil, func(w *Workspace) error {
		for n := range 2 * maxSpaces {
			if err := e.Ask(t.Context(), someDay(1+n), nil, func(*Workspace) error { return nil }); err != nil {
				return err
			}
		}
		e.mu.Lock()
		defer e.mu.Unlock()
		if e.spaces[w.key] != w {
			t.Error("the question was evicted while it was asked")
		}
		if len(e.spaces) > maxSpaces {
			t.Errorf("%d days are kept, want %d at most", len(e.spaces), maxSpaces)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Whatever order people ask, go away and are answered in, the bounds hold, and nobody waits who could be let in.
func TestThePlacesAreBoundedAndNobodyWaitsForNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		p := newPlaces()
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			switch rapid.IntRange(0, 2).Draw(rt, "step") {
			case 0:
				p.ask(rapid.StringMatching(`[a-h]`).Draw(rt, "question"), rapid.StringMatching(`[xyz]`).Draw(rt, "person"))
			case 1:
				if held := slices.Sorted(maps.Keys(p.working)); len(held) > 0 {
					p.leave(rapid.SampledFrom(held).Draw(rt, "left"))
				}
			case 2:
				if len(p.waiting) > 0 {
					p.giveUp(p.waiting[rapid.IntRange(0, len(p.waiting)-1).Draw(rt, "who")])
				}
			}
			p.mustHold(rt)
		}
	})
}

// ask is take, without waiting.
func (p *places) ask(question, person string) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	before := len(p.waiting)
	if _, err := p.take(ctx, question, person); errors.Is(err, context.Canceled) && len(p.waiting) == before {
		p.waiting = append(p.waiting, &waiter{question: question, person: person, admitted: make(chan struct{})})
	}
}

func (p *places) mustHold(t *rapid.T) {
	held := map[string]int{}
	for _, one := range p.working {
		held[one.person]++
		if held[one.person] > placesEach || one.askers < 1 {
			t.Fatalf("%s holds %d places, and one has %d askers", one.person, held[one.person], one.askers)
		}
	}
	waiting := map[string]int{}
	for _, w := range p.waiting {
		waiting[w.person]++
		if waiting[w.person] > waitingEach {
			t.Fatalf("%d questions of %s wait", waiting[w.person], w.person)
		}
		if p.working[w.question] != nil || len(p.working) < placesInAll && held[w.person] < placesEach {
			t.Fatalf("%s waits for %s, which nothing keeps them from", w.person, w.question)
		}
	}
	if len(p.working) > placesInAll || len(p.waiting) > waitingInAll {
		t.Fatalf("%d are worked out and %d wait", len(p.working), len(p.waiting))
	}
}
