package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// impatient is what a test can wait for.
var impatient = patience{wait: 200 * time.Millisecond, rate: 1 << 20}

// serving serves a handler until the test ends, and gives its address.
func serving(t *testing.T, p patience, handler http.HandlerFunc) string {
	t.Helper()
	var listen net.ListenConfig
	listener, err := listen.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := p.server(handler)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return listener.Addr().String()
}

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	var dialer net.Dialer
	conn, err := dialer.DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func get(t *testing.T, address string) (int, int64) {
	t.Helper()
	status, body := fetch(t, "http://"+address)
	return status, int64(len(body))
}

// Bodies that do not come, whether a handler reads them or not, and heads that do not end, are let go of. Meanwhile and afterwards others are answered.
func Test150SlowBodiesDoNotHoldTheServer(t *testing.T) {
	t.Parallel()
	var handling atomic.Int64
	address := serving(t, impatient, func(w http.ResponseWriter, r *http.Request) {
		handling.Add(1)
		defer handling.Add(-1)
		if r.URL.Path == "/read" {
			if _, err := io.Copy(io.Discard, r.Body); err == nil {
				t.Error("a body came whole that was never sent")
			}
		}
		_, _ = io.WriteString(w, "answered")
	})
	var conns []net.Conn
	for n := range 150 {
		conn := dial(t, address)
		conns = append(conns, conn)
		head := []string{
			"POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nx",
			"POST /leave HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx",
			"GET / HTTP/1.1\r\nHost: loc",
		}[n%3]
		if _, err := io.WriteString(conn, head); err != nil {
			t.Fatal(err)
		}
	}
	if status, _ := get(t, address); status != http.StatusOK {
		t.Errorf("meanwhile: status %d", status)
	}
	for n, conn := range conns {
		if _, err := io.Copy(io.Discard, conn); err != nil && !strings.Contains(err.Error(), "reset") {
			t.Errorf("connection %d: %v", n, err) // it ends when the server lets go
		}
	}
	if n := handling.Load(); n != 0 {
		t.Errorf("%d requests are still being handled", n)
	}
}

// What comes steadily may take longer than wait.
func TestABodyThatKeepsComingIsTaken(t *testing.T) {
	t.Parallel()
	const pieces = 8
	p := patience{wait: 400 * time.Millisecond, rate: 1} // a second more for each byte
	address := serving(t, p, func(w http.ResponseWriter, r *http.Request) {
		n, err := io.Copy(io.Discard, r.Body)
		_, _ = fmt.Fprint(w, n, err)
	})
	conn := dial(t, address)
	send := func(text string) {
		if _, err := io.WriteString(conn, text); err != nil {
			t.Fatal(err)
		}
	}
	send(fmt.Sprintf("POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n", pieces*100))
	for range pieces {
		send(strings.Repeat("x", 100))
		time.Sleep(p.wait / 4)
	}
	answer, err := io.ReadAll(conn)
	if err != nil || !strings.Contains(string(answer), "800 <nil>") {
		t.Errorf("%v: %s", err, answer)
	}
}

// An answer that nobody reads ends its handler.
func TestAReaderWhoDoesNotReadIsLetGoOf(t *testing.T) {
	t.Parallel()
	ended := make(chan error, 1)
	address := serving(t, impatient, func(w http.ResponseWriter, _ *http.Request) {
		_, err := w.Write(make([]byte, 64<<20))
		ended <- err
	})
	conn := dial(t, address)
	if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil {
		t.Error("64 MB were written that nobody read")
	}
}

// Working long is no slowness of the reader's: the answer is whole, and so is the next on the same connection.
func TestAnAnswerThatTakesLongToWorkOutIsWhole(t *testing.T) {
	t.Parallel()
	address := serving(t, impatient, func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(2 * impatient.wait):
		case <-r.Context().Done():
			t.Error("the request was ended while it was being answered")
		}
		_, _ = w.Write(make([]byte, 3*piece+1))
	})
	for range 2 {
		if status, n := get(t, address); status != http.StatusOK || n != 3*piece+1 {
			t.Errorf("status %d, %d bytes", status, n)
		}
	}
}

func TestServingEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		ended <- serveUntil(ctx, listener, http.NotFoundHandler(), time.Second, slog.New(slog.DiscardHandler))
	}()
	if status, _ := get(t, listener.Addr().String()); status != http.StatusNotFound {
		t.Errorf("status %d", status)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
