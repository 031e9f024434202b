package main

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// patience is how long a connection may take, so that whoever sends or reads slowly does not hold the server.
type patience struct {
	// wait is the longest that a request may take to come, its head and then its body, and that one piece of an answer may take to be read.
	wait time.Duration
	// rate is how many bytes of a longer body must come for each second that it takes beyond wait.
	rate int64
}

// usual lets a year's returns come over a slow line, and a long page go out over one.
var usual = patience{wait: 30 * time.Second, rate: 16 << 10}

// piece is how much of an answer is written at once.
const piece = 32 << 10

// largestHead is the most that the head of a request may hold. It is more than the longest address that has a page.
const largestHead = 64 << 10

// server gives the server of a handler, held to the times.
func (p patience) server(handler http.Handler) *http.Server {
	return &http.Server{
		Handler: p.limit(handler), ReadHeaderTimeout: min(p.wait, 10*time.Second), ReadTimeout: p.wait, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: largestHead,
	}
}

// limit holds a handler's requests and answers to the times. The server's ReadTimeout holds for a body that no handler reads.
func (p patience) limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn := http.NewResponseController(w)
		out := &timedWriter{ResponseWriter: w, conn: conn, wait: p.wait}
		if r.Body != nil && r.Body != http.NoBody {
			r.Body = &timedBody{ReadCloser: r.Body, conn: conn, patience: p, begun: time.Now()}
		}
		out.begin()       // of what the server itself writes first
		defer out.begin() // of what is still to be written once the handler has returned
		next.ServeHTTP(out, r)
	})
}

// timedBody gives a body more time as it comes.
type timedBody struct {
	io.ReadCloser

	conn *http.ResponseController
	patience
	begun time.Time
	read  int64
	ended error
}

// Read reads on. Once the body has ended, or failed, the connection is the server's again and its deadline is let be.
func (b *timedBody) Read(to []byte) (int, error) {
	if b.ended != nil {
		return 0, b.ended
	}
	until := b.begun.Add(b.wait + time.Duration(b.read/b.rate)*time.Second)
	if err := b.conn.SetReadDeadline(until); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	n, err := b.ReadCloser.Read(to)
	b.read += int64(n)
	b.ended = err
	return n, err
}

// timedWriter writes an answer in pieces, each of which must be taken within wait.
type timedWriter struct {
	http.ResponseWriter

	conn *http.ResponseController
	wait time.Duration
}

// begin begins the time that a piece has.
func (w *timedWriter) begin() { _ = w.conn.SetWriteDeadline(time.Now().Add(w.wait)) } // what cannot have one is no connection

// Write writes piece by piece.
func (w *timedWriter) Write(all []byte) (n int, err error) {
	for first := true; first || len(all) > 0; first = false {
		w.begin()
		wrote, err := w.ResponseWriter.Write(all[:min(piece, len(all))])
		n, all = n+wrote, all[wrote:]
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// Unwrap lets http.ResponseController reach what lies beneath.
func (w *timedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
