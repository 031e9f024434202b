// Package testkit gives tests a temporary Heed: the real ledger, engine and rulebook behind the real door, in a folder that
// goes when the test ends. Everybody in it is invented.
package testkit

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/imports"
)

// Authority is the code of the invented council.
const Authority = "990"

// Now is the moment at which a temporary Heed stands unless it is moved: a Wednesday at noon.
var Now = time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)

// KeptFrom is the day since when the small council has kept its lists, before anything in them. They hold everything up to Now.
var KeptFrom = time.Date(2010, 4, 1, 0, 0, 0, 0, time.UTC)

// Today is the day of Now.
var Today = time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC)

// lists are the lists of a council of twelve children, small enough to know by heart. Staff: W1 and W2 are social workers
// of team T1, W3 of T2; W4 is a personal adviser; W5 and W6 manage the teams; W7 is head of T1's service, W8 the
// director; W9 is a reviewing officer, W10 a conference chair, W11 the nurse, W12 the missing coordinator, W13 the
// analyst, W14 a family support worker; W15 has left.
//
// 1001 is in need and has been referred twice; 1002 has a protection plan; 1003 too, and is restricted with a grant for W2
// and W5; 1004 is looked after; 1005 is looked after and has lost their worker; 1006 is looked after and restricted,
// with no grant that holds; 1007 has been missing; 1008 has left care; 1009 was adopted in 2023; 1010 is not yet born;
// 1011 has neither name nor worker; 1012 was restricted once.
//
//go:embed council rights
var lists embed.FS

// Heed is a temporary Heed.
type Heed struct {
	*door.Door

	Dir string

	now atomic.Pointer[time.Time]
	ids atomic.Int64
}

// SetNow moves the clock.
func (h *Heed) SetNow(t time.Time) { h.now.Store(&t) }

// Make opens a Heed that holds nothing in a folder that is the caller's to remove.
func Make(ctx context.Context, dir string) (*Heed, error) {
	h := &Heed{Dir: dir}
	h.SetNow(Now)
	a, err := door.Open(ctx, door.Config{
		Dir: filepath.Join(h.Dir, "data"), Now: func() time.Time { return *h.now.Load() },
		NewID: func() string { return fmt.Sprintf("batch-%d", h.ids.Add(1)) }, Log: slog.New(slog.DiscardHandler),
	})
	h.Door = a
	return h, err
}

// fill imports the small council by the real importer and records its restrictions and grants by hand, as an hour ago.
func fill(ctx context.Context, h *Heed) error {
	return fillChanged(ctx, h, func(string) string { return "" })
}

// fillChanged is fill with the lines changed for which change gives another.
func fillChanged(ctx context.Context, h *Heed, change func(line string) string) error {
	folder := filepath.Join(h.Dir, "council")
	council, err := fs.Sub(lists, "council")
	if err != nil {
		return err
	}
	if err := os.CopyFS(folder, council); err != nil {
		return err
	}
	if err := changeLines(folder, change); err != nil {
		return err
	}
	request := imports.Request{Paths: []string{folder}, At: Now.Add(-time.Hour), CompleteFrom: KeptFrom, CompleteTo: Today}
	result, err := imports.Import(ctx, h.Session(door.System(Authority)), request, nil)
	if err != nil {
		return err
	}
	if len(result.FaultList) > 0 {
		return fmt.Errorf("the small council's lists have %d faults, the first %+v", result.Faults, result.FaultList[0])
	}
	h.SetNow(request.At)
	defer h.SetNow(Now)
	rights, err := embeddedRights()
	if err != nil {
		return err
	}
	return Demonstrate(ctx, h.Door, Authority, rights)
}

// Empty opens a Heed that holds nothing, until the test ends.
func Empty(tb testing.TB) *Heed {
	tb.Helper()
	return opened(tb, tb.TempDir())
}

// opened opens the Heed of a folder until the test ends.
func opened(tb testing.TB, dir string) *Heed {
	tb.Helper()
	h, err := Make(tb.Context(), dir)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := h.Close(); err != nil {
			tb.Error(err)
		}
	})
	return h
}

var small = Prepare(fill)

// Open opens a Heed that holds the small council, until the test ends, with today's answers kept ready as a server keeps them.
func Open(tb testing.TB) *Heed {
	tb.Helper()
	h := small.Open(tb)
	if err := h.Warm(tb.Context(), Authority); err != nil {
		tb.Fatal(err)
	}
	return h
}

// OpenCold opens a Heed that holds the small council, until the test ends, with no answers ready: for a test that asks for few.
func OpenCold(tb testing.TB) *Heed {
	tb.Helper()
	return small.Open(tb)
}

// Shared is a Heed that a package's tests share: they may read and not write. It holds an invented council of so many children, of
// which no answers are ready; or Council, likewise; or where neither is said the small council with today's answers ready.
type Shared struct {
	Children int
	Council  *Prepared

	once sync.Once
	dir  string
	heed *Heed
	err  error
}

// Open gives the shared Heed, opened when the first test asks.
func (s *Shared) Open(tb testing.TB) *Heed {
	tb.Helper()
	s.once.Do(func() {
		ctx := context.WithoutCancel(tb.Context())
		if s.dir, s.err = os.MkdirTemp("", "heed-test-"); s.err != nil { //nolint:usetesting // it outlives the test that makes it
			return
		}
		council := s.Council
		switch {
		case s.Children > 0:
			council = syntheticOf(s.Children)
		case council == nil:
			council = small
		}
		if s.err = council.copyTo(s.dir); s.err != nil {
			return
		}
		if s.heed, s.err = Make(ctx, s.dir); s.err != nil {
			return
		}
		s.heed.ids.Store(council.ids)
		if council == small {
			s.err = s.heed.Warm(ctx, Authority)
		}
	})
	if s.err != nil {
		tb.Fatal(s.err)
	}
	return s.heed
}

// Close lets go of the shared Heed, after all tests.
func (s *Shared) Close() error {
	if s.heed == nil {
		return nil
	}
	return errors.Join(s.heed.Close(), os.RemoveAll(s.dir))
}

// Staff gives everybody who may sign in: one Actor for each of W1 to W14, then the guests, an elected member, a partner, an
// inspector and whoever owns duties besides, and the command line.
func (h *Heed) Staff(tb testing.TB) []door.Actor {
	tb.Helper()
	var list []door.Actor
	for i := 1; i <= 14; i++ {
		list = append(list, h.Actor(tb, fmt.Sprintf("W%d", i)))
	}
	guests, err := h.Personas(tb.Context(), Authority)
	if err != nil {
		tb.Fatal(err)
	}
	for _, who := range guests {
		if !strings.HasPrefix(who.ID, "W") {
			list = append(list, who)
		}
	}
	return append(list, door.System(Authority))
}

// Actor gives one of the staff by id.
func (h *Heed) Actor(tb testing.TB, id string) door.Actor {
	tb.Helper()
	who, err := h.FindActor(Authority, id)
	if err != nil {
		tb.Fatalf("%s: %v", id, err)
	}
	return who
}

// Persona gives the person of a role whom the demonstration offers.
func (h *Heed) Persona(tb testing.TB, role access.Role) door.Actor {
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
	return door.Actor{}
}

// Children lists the record numbers of the small council's children.
func Children() []string {
	var list []string
	for n := 1001; n <= 1012; n++ {
		list = append(list, fmt.Sprint(n))
	}
	return list
}
