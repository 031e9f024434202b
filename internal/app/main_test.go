package app_test

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"

	"heed/internal/app"
	"heed/internal/testkit"
)

// small is the council that tests which only read share.
var small testkit.Shared

// ownCouncil is the small council with some lists besides. The tests that share one only read it.
type ownCouncil struct {
	testkit.Shared

	once  sync.Once
	lists map[string]string
}

func (c *ownCouncil) open(t *testing.T) *testkit.Heed {
	t.Helper()
	h := c.Open(t)
	c.once.Do(func() {
		result, err := app.RunImport(t.Context(), h.Session(app.System(testkit.Authority)), app.ImportRequest{Paths: []string{lists(t, c.lists)}}, nil)
		if err != nil || result.Faults > 0 {
			t.Fatalf("%v, %+v", err, result.FaultList)
		}
	})
	return h
}

func TestMain(m *testing.M) {
	code := m.Run()
	if err := errors.Join(small.Close(), journeyCouncil.Close(), driftCouncil.Close()); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}
