package web_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/web"
	"heed/internal/web/kit"
)

// watched is a server of an empty ledger that counts requests and keeps its log.
type watched struct {
	server *httptest.Server
	heed   *door.Door
	log    *bytes.Buffer

	mu       sync.Mutex
	underWay int
	counted  []string
}

func watch(t *testing.T) *watched {
	t.Helper()
	w := &watched{log: new(bytes.Buffer)}
	now := func() time.Time { return testNow }
	var err error
	if w.heed, err = door.Open(t.Context(), door.Config{Dir: t.TempDir(), Now: now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.heed.Close() })
	s, err := web.New(kit.Config{
		Door: w.heed, Now: now, NewID: func() string { return "fault-1" }, Log: slog.New(slog.NewTextHandler(w.log, nil)),
		Watch: func(route, method string) func(int, time.Duration) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.underWay++
			return func(status int, _ time.Duration) {
				w.mu.Lock()
				defer w.mu.Unlock()
				w.underWay--
				w.counted = append(w.counted, method+" "+route+" "+http.StatusText(status))
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.server = httptest.NewServer(s.Handler())
	t.Cleanup(w.server.Close)
	return w
}

func TestHealthIsToldWithoutASessionAndWithoutALineOfTheLog(t *testing.T) {
	t.Parallel()
	w := watch(t)
	for _, path := range []string{"/healthz", "/readyz"} {
		answer, body := ask(t, w.server, "GET", path, "Cookie", "heed_session=stolen")
		if answer.status != http.StatusOK || body != "ok\n" {
			t.Errorf("%s: %d, %q", path, answer.status, body)
		}
		for name, want := range map[string]string{
			"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Set-Cookie": "",
		} {
			if got := answer.header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
	}
	for _, path := range []string{"/healthz", "/readyz", "/assets/govuk.css"} {
		if answer, _ := ask(t, w.server, "POST", path, "Sec-Fetch-Site", "same-origin"); answer.status != http.StatusNotFound {
			t.Errorf("POST %s: %d", path, answer.status)
		}
	}
	w.server.Close()
	if log := w.log.String(); strings.Contains(log, "health") || strings.Contains(log, "readiness") || !strings.Contains(log, "not found") {
		t.Errorf("the log says %s", log)
	}
}

func TestAServerWhoseLedgerCannotBeReadIsAliveAndNotReady(t *testing.T) {
	t.Parallel()
	w := watch(t)
	if err := w.heed.Close(); err != nil {
		t.Fatal(err)
	}
	if answer, body := ask(t, w.server, "GET", "/healthz"); answer.status != http.StatusOK || body != "ok\n" {
		t.Errorf("health: %d, %q", answer.status, body)
	}
	if answer, body := ask(t, w.server, "GET", "/readyz"); answer.status != http.StatusServiceUnavailable || body != "unavailable\n" {
		t.Errorf("readiness: %d, %q", answer.status, body)
	}
	ask(t, w.server, "GET", "/readyz")
	w.server.Close()
	if strings.Count(w.log.String(), `msg="not ready"`) != 1 {
		t.Errorf("the log does not say once why: %s", w.log.String())
	}
}

func TestHealthIsToldUnderNoForeignName(t *testing.T) {
	t.Parallel()
	w := watch(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.server.URL+"/healthz", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "elsewhere.example"
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("status %d", answer.StatusCode)
	}
}

func TestEachRequestIsCountedOnceByItsRoute(t *testing.T) {
	t.Parallel()
	w := watch(t)
	for _, path := range []string{"/help", "/children/1004?as_at=2026-03-31", "/nowhere", "/healthz"} {
		ask(t, w.server, "GET", path)
	}
	w.server.Close()
	got := strings.Join(w.counted, "; ")
	if want := "GET help OK; GET child See Other; GET not found Not Found; GET health OK"; got != want || w.underWay != 0 {
		t.Errorf("counted %s, with %d under way; want %s", got, w.underWay, want)
	}
}
