// Package testkit gives tests a temporary Heed: the real ledger, engine and rulebook behind the real door, in a folder that
// goes when the test ends. Everybody in it is invented.
package testkit

import (
	"embed"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/app"
)

// Authority is the code of the invented council.
const Authority = "990"

// Now is the moment at which a temporary Heed stands unless it is moved: a Wednesday at noon.
var Now = time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)

// Council are the lists of a council of twelve children, small enough to know by heart. Staff: W1 and W2 are social workers
// of team T1, W3 of T2; W4 is a personal adviser; W5 and W6 manage the teams; W7 is head of T1's service, W8 the
// director; W9 is a reviewing officer, W10 a conference chair, W11 the nurse, W12 the missing coordinator, W13 the
// analyst, W14 a family support worker; W15 has left.
//
// 1001 is in need and has been referred twice; 1002 has a protection plan; 1003 too, and is restricted with a grant for W2
// and W5; 1004 is looked after; 1005 is looked after and has lost their worker; 1006 is looked after and restricted,
// with no grant that holds; 1007 has been missing; 1008 has left care; 1009 was closed in 2023; 1010 is not yet born;
// 1011 has neither name nor worker; 1012 was restricted once.
//
//go:embed council
var Council embed.FS

// Heed is a temporary Heed.
type Heed struct {
	*app.App

	Dir string

	now atomic.Pointer[time.Time]
	ids atomic.Int64
}

// SetNow moves the clock.
func (h *Heed) SetNow(t time.Time) { h.now.Store(&t) }

// Empty opens a Heed that holds nothing.
func Empty(tb testing.TB) *Heed {
	tb.Helper()
	h := &Heed{Dir: tb.TempDir()}
	h.SetNow(Now)
	a, err := app.Open(tb.Context(), app.Config{
		Dir: filepath.Join(h.Dir, "data"), Now: func() time.Time { return *h.now.Load() },
		NewID: func() string { return fmt.Sprintf("batch-%d", h.ids.Add(1)) }, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		tb.Fatal(err)
	}
	h.App = a
	tb.Cleanup(func() {
		if err := a.Close(); err != nil {
			tb.Error(err)
		}
	})
	return h
}

// Open opens a Heed that holds the small council, imported by the real importer an hour ago, with today's answers ready.
func Open(tb testing.TB) *Heed {
	tb.Helper()
	h := Empty(tb)
	folder := filepath.Join(h.Dir, "council")
	council, err := fs.Sub(Council, "council")
	if err != nil {
		tb.Fatal(err)
	}
	if err := os.CopyFS(folder, council); err != nil {
		tb.Fatal(err)
	}
	result, err := h.Import(tb.Context(), app.System(Authority), app.ImportRequest{Paths: []string{folder}, At: Now.Add(-time.Hour)}, nil)
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range result.FaultList {
		tb.Errorf("the council's lists have a fault: %s:%d: %s: %s", f.File, f.Line, f.Field, f.Reason)
	}
	if err := h.Warm(tb.Context(), Authority); err != nil {
		tb.Fatal(err)
	}
	return h
}

// Staff gives everybody who may sign in: one Actor for each of W1 to W14, then an elected member, a partner, an inspector
// and the command line.
func (h *Heed) Staff(tb testing.TB) []app.Actor {
	tb.Helper()
	var list []app.Actor
	for i := 1; i <= 14; i++ {
		list = append(list, h.Actor(tb, fmt.Sprintf("W%d", i)))
	}
	for _, id := range []string{"member-1", "partner-1", "inspector-1"} {
		list = append(list, h.Actor(tb, id))
	}
	return append(list, app.System(Authority))
}

// Actor gives one of the staff by id.
func (h *Heed) Actor(tb testing.TB, id string) app.Actor {
	tb.Helper()
	who, err := h.FindActor(tb.Context(), Authority, id)
	if err != nil {
		tb.Fatalf("%s: %v", id, err)
	}
	return who
}

// Persona gives the person of a role whom the demonstration offers.
func (h *Heed) Persona(tb testing.TB, role access.Role) app.Actor {
	tb.Helper()
	list, err := h.Personas(tb.Context(), Authority)
	if err != nil {
		tb.Fatal(err)
	}
	for _, who := range list {
		if who.Role == role {
			return who
		}
	}
	tb.Fatalf("there is no %s", role)
	return app.Actor{}
}

// Children lists the record numbers of the small council's children.
func Children() []string {
	var list []string
	for n := 1001; n <= 1012; n++ {
		list = append(list, fmt.Sprint(n))
	}
	return list
}
