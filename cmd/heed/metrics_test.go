package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/signin"
	"heed/internal/web"
	"heed/internal/web/kit"
)

func TestMetricsNameRoutesAndNobody(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	a, err := door.Open(t.Context(), door.Config{Dir: dir, Now: time.Now, NewID: newID})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	store, err := signin.Open(t.Context(), signin.Config{Path: filepath.Join(dir, signInFile), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	m := newMetrics(a, store)
	pages, err := web.New(kit.Config{Door: a, SignIn: store, URL: "https://heed.example", Now: time.Now, NewID: newID, Log: slog.New(slog.DiscardHandler), Watch: m.watch})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(handler http.Handler, method, path string) (int, string) {
		w := httptest.NewRecorder()
		r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
		r.Host = "localhost"
		handler.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	ask(pages.Handler(), "GET", "/children/31415926?team=Winterbourne")
	ask(pages.Handler(), "WINTERBOURNE", "/Winterbourne")
	ask(pages.Handler(), "GET", "/healthz")
	status, text := ask(m.handler(), "GET", "/metrics")
	if status != http.StatusOK {
		t.Fatalf("status %d: %s", status, text)
	}
	for _, line := range []string{
		`heed_requests_total{method="GET",route="child",status="3xx"} 1`,
		`heed_requests_total{method="other",route="not found",status="4xx"} 1`,
		`heed_requests_total{method="GET",route="health",status="2xx"} 1`,
		`heed_request_duration_seconds_count{route="child"} 1`,
		`heed_requests_under_way 0`, `heed_open_sessions 0`, `heed_unread_entries 0`, `heed_ready 1`,
		`process_resident_memory_bytes `, `go_goroutines `,
	} {
		if !strings.Contains(text, "\n"+line) {
			t.Errorf("the metrics lack %s", line)
		}
	}
	for _, secret := range []string{"31415926", "interbourne", "WINTERBOURNE", "/children", dir} {
		if strings.Contains(text, secret) {
			t.Errorf("the metrics hold %s", secret)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if _, text := ask(m.handler(), "GET", "/metrics"); !strings.Contains(text, "\nheed_ready 0") || !strings.Contains(text, "\nheed_unread_entries -1") {
		t.Error("a server whose ledger is closed counts as ready")
	}
}

// stopped is how serving ends that is told to stop while one request is being answered, which takes a while, and what that request is given.
func stopped(t *testing.T, takes, while time.Duration) (ended error, answer string, answered error) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	serving, begun := make(chan error, 1), make(chan bool)
	go func() {
		serving <- serveUntil(ctx, listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(begun)
			select {
			case <-time.After(takes):
				_, _ = io.WriteString(w, "whole")
			case <-r.Context().Done():
			}
		}), while, slog.New(slog.DiscardHandler))
	}()
	said := make(chan string, 1)
	failed := make(chan error, 1)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address, nil)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		var body []byte
		answer, err := new(http.Client).Do(r)
		if err == nil {
			body, err = io.ReadAll(answer.Body)
			_ = answer.Body.Close()
		}
		said <- string(body)
		failed <- err
	}()
	<-begun
	stop()
	ended = <-serving
	if conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", address); err == nil {
		_ = conn.Close()
		t.Error("once it has ended, it still listens")
	}
	return ended, <-said, <-failed
}

func TestARequestUnderWayIsAnsweredBeforeServingEnds(t *testing.T) {
	t.Parallel()
	if ended, answer, err := stopped(t, 300*time.Millisecond, time.Minute); ended != nil || answer != "whole" || err != nil {
		t.Errorf("ended with %v; the request was given %q, %v", ended, answer, err)
	}
}

func TestARequestThatTakesTooLongDoesNotKeepServingFromItsEnd(t *testing.T) {
	t.Parallel()
	if ended, answer, err := stopped(t, time.Hour, 100*time.Millisecond); ended == nil || answer != "" || err == nil {
		t.Errorf("ended with %v; the request was given %q, %v", ended, answer, err)
	}
}
