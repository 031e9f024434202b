package web_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/synth"
	"heed/internal/testkit"
)

// theReturns is a council that has its yearly returns and nothing else, which run to 31 March: today lies beyond them. All tests share its records and
// only read them.
var theReturns = testkit.Shared{Council: testkit.Prepare(func(ctx context.Context, h *testkit.Heed) error {
	tree := filepath.Join(h.Dir, "returns")
	until := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	council, err := synth.Write(ctx, tree, synth.Options{Children: 150, Seed: 5, Until: until, Years: 2}, nil)
	if err != nil {
		return err
	}
	for _, year := range council.Years {
		dir := filepath.Join(tree, year.Dir)
		request := imports.Request{Paths: []string{filepath.Join(dir, "cin.xml"), filepath.Join(dir, "ssda903")}, MaxWithdrawn: 1}
		if _, err := imports.Import(ctx, h.Session(door.System(brockwell)), request, nil); err != nil {
			return err
		}
	}
	return errors.Join(h.Demonstrate(ctx, brockwell), os.RemoveAll(tree))
})}

// ofReturns is a server over a council that has its yearly returns and nothing else.
func ofReturns(t *testing.T) *world {
	t.Helper()
	return serve(t, theReturns.Open(t))
}
