package web_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/jobs"
	"heed/internal/synth"
	"heed/internal/testkit"
	"heed/internal/web"
	"heed/internal/web/kit"
)

// brockwell is the code of the invented council.
const brockwell = "990"

// testNow is when the tests ask: a Wednesday at noon.
var testNow = time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)

// world is an invented council in a real ledger and engine, behind a real server. All tests share one and only read it.
type world struct {
	jobs   *jobs.Runner
	dir    string
	app    *door.Door
	server *httptest.Server
	log    *record
}

// record keeps what is logged, for many goroutines.
type record struct {
	mu    sync.Mutex
	lines bytes.Buffer
}

// Write keeps lines.
func (l *record) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.Write(p)
}

// String gives all lines.
func (l *record) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.String()
}

var theWorld = sync.OnceValues(makeWorld)

// madeWorld is the shared world once it is made, for the end of the tests to clear away.
var madeWorld atomic.Pointer[world]

func TestMain(m *testing.M) {
	code := m.Run()
	if w := madeWorld.Load(); w != nil {
		w.server.Close()
		_ = w.app.Close()
		_ = os.RemoveAll(w.dir)
	}
	_ = theSmall.Close()
	_ = theReturns.Close()
	os.Exit(code)
}

func makeWorld() (*world, error) {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "heed-web-")
	if err != nil {
		return nil, err
	}
	returns := filepath.Join(dir, "returns")
	council, err := synth.Write(ctx, returns, synth.Options{Children: 250, Seed: 7, Until: testNow.Truncate(24 * time.Hour), Years: 3}, nil)
	if err != nil {
		return nil, err
	}
	n, log := 0, &record{}
	logger := slog.New(slog.NewTextHandler(log, nil))
	heed, err := door.Open(ctx, door.Config{
		Dir: filepath.Join(dir, "data"), Now: func() time.Time { return testNow }, Log: logger,
		NewID: func() string { n++; return fmt.Sprintf("batch-%d", n) },
	})
	if err != nil {
		return nil, err
	}
	for _, year := range council.Years {
		at := min(year.SubmittedAt.Unix(), testNow.Unix())
		_, err := imports.Import(ctx, heed.Session(door.System(brockwell)), imports.Request{
			Paths: []string{filepath.Join(returns, year.Dir)}, At: time.Unix(at, 0).UTC(), MaxWithdrawn: 1,
			CompleteFrom: year.ListsFrom, CompleteTo: year.ListsTo,
		}, nil)
		if err != nil {
			return nil, fmt.Errorf("importing the year to March %d: %w", year.Ending, err)
		}
	}
	if err := testkit.Demonstrate(ctx, heed, brockwell, council.Rights); err != nil {
		return nil, err
	}
	if err := heed.Warm(ctx, brockwell); err != nil {
		return nil, err
	}
	pages, err := web.New(kit.Config{
		Door: heed, Demo: true, Now: func() time.Time { return testNow }, NewID: func() string { return "fault-1" }, Log: logger,
	})
	if err != nil {
		return nil, err
	}
	w := &world{dir: dir, app: heed, server: httptest.NewServer(pages.Handler()), log: log}
	madeWorld.Store(w)
	return w, nil
}

// open gives the shared world, made when the first test asks.
func open(t *testing.T) *world {
	t.Helper()
	w, err := theWorld()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// personas are the people whom anyone may choose to be, by role. In a short run there are few of those who own duties and nothing else,
// whose pages are alike.
func (w *world) personas(t *testing.T) []door.Actor {
	t.Helper()
	people, err := w.app.Personas(t.Context(), brockwell)
	if err != nil {
		t.Fatal(err)
	}
	if len(people) < 12 {
		t.Fatalf("only %d personas", len(people))
	}
	if testing.Short() {
		few := []access.Role{"virtual school head", "fostering manager"}
		last := slices.Index(access.Roles, access.System)
		people = slices.DeleteFunc(people, func(who door.Actor) bool {
			return slices.Index(access.Roles, who.Role) > last && !slices.Contains(few, who.Role)
		})
	}
	return people
}

// reader is a browser in which somebody has signed in.
type reader struct {
	t      *testing.T
	w      *world
	client *http.Client
}

func (w *world) as(t *testing.T, who door.Actor) reader {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	r := reader{t: t, w: w, client: &http.Client{Jar: jar}}
	status, body := r.post("/sign-in", url.Values{"authority": {who.Authority}, "person": {who.ID}})
	if status != http.StatusOK {
		t.Fatalf("signing in as %s: %d: %s", who.Role, status, body)
	}
	return r
}

func (r reader) get(path string) (int, string) {
	r.t.Helper()
	return r.ask(http.MethodGet, path, nil)
}

func (r reader) post(path string, form url.Values) (int, string) {
	r.t.Helper()
	return r.ask(http.MethodPost, path, form)
}

func (r reader) ask(method, path string, form url.Values) (int, string) {
	r.t.Helper()
	request, err := http.NewRequestWithContext(r.t.Context(), method, r.w.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	status, body, _ := r.do(request)
	return status, body
}

// do sends a request and follows it wherever it leads.
func (r reader) do(request *http.Request) (status int, body string, at *url.URL) {
	r.t.Helper()
	answer, err := r.client.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	page, err := io.ReadAll(answer.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return answer.StatusCode, string(page), answer.Request.URL
}
