package testkit

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/synth"
)

var (
	synthetic   = map[int]*Prepared{}
	syntheticMu sync.Mutex
)

// Synthetic opens a Heed that holds an invented council of so many children over three years, each year's returns imported as
// of the day they came in, until the test ends. With 250 children nearly every measure has rows. No answers are ready.
func Synthetic(tb testing.TB, children int) *Heed {
	tb.Helper()
	return syntheticOf(children).Open(tb)
}

func syntheticOf(children int) *Prepared {
	syntheticMu.Lock()
	defer syntheticMu.Unlock()
	p := synthetic[children]
	if p == nil {
		p = Prepare(func(ctx context.Context, h *Heed) error { return fillSynthetic(ctx, h, children) })
		synthetic[children] = p
	}
	return p
}

// Inspected opens a Heed that holds the invented council with the numbers of the one that was inspected in 2015, on the day after its last,
// until the test ends. It takes a minute to make.
func Inspected(tb testing.TB) *Heed {
	tb.Helper()
	h := Empty(tb)
	until, _ := synth.Until(synth.ProfileLambeth2015)
	h.SetNow(until.AddDate(0, 0, 1).Add(9 * time.Hour))
	options := synth.Options{Profile: synth.ProfileLambeth2015, Seed: 1}
	if err := fillWith(tb.Context(), h, options, h.Now()); err != nil {
		tb.Fatal(err)
	}
	return h
}

func fillSynthetic(ctx context.Context, h *Heed, children int) error {
	return fillWith(ctx, h, synth.Options{Children: children, Seed: 11, Until: Now.Truncate(24 * time.Hour), Years: 3}, Now)
}

// fillWith imports a council's returns and lists, each as of the day they came in or, where that is later, of now.
func fillWith(ctx context.Context, h *Heed, options synth.Options, now time.Time) error {
	tree := filepath.Join(h.Dir, "returns")
	made, err := synth.Write(ctx, tree, options, nil)
	if err != nil {
		return err
	}
	for _, y := range made.Years {
		at := y.SubmittedAt
		if at.After(now) {
			at = now
		}
		request := imports.Request{Paths: []string{filepath.Join(tree, y.Dir)}, At: at, CompleteFrom: y.ListsFrom, CompleteTo: y.ListsTo}
		if _, err := imports.Import(ctx, h.Session(door.System(Authority)), request, nil); err != nil {
			return err
		}
	}
	if err := Demonstrate(ctx, h.Door, Authority, made.Rights); err != nil {
		return err
	}
	return os.RemoveAll(tree) // no test reads the files again, and every copy would hold them
}
