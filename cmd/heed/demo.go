package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/home"
	"heed/internal/imports"
	"heed/internal/records"
	"heed/internal/synth"
	"heed/internal/web"
	"heed/internal/web/kit"
)

type demoCommand struct {
	Data     string `name:"data" placeholder:"DIR" default:"heed-demo" help:"The folder for the demonstration's data; heed-demo if not given. What an earlier demonstration left there is replaced."`
	Listen   string `default:"${listen}" placeholder:"ADDRESS" help:"The address to serve on, this machine's own only; ${listen} if not given (HEED_LISTEN)."`
	Profile  string `default:"steady" placeholder:"NAME" help:"What the council is like: steady, or lambeth-2015, as inspected in 2015 and with the clock stopped at 1 April of that year; steady if not given. With --keep, give the same as before."`
	Children *int   `placeholder:"N" help:"How many children the invented council has ever known; 5000 if not given."`
	Seed     uint64 `default:"1" placeholder:"N" help:"The same seed makes the same council; 1 if not given."`
	Keep     bool   `help:"Serve what an earlier demonstration left, as it is."`
}

// Run makes the invented council, imports its returns with the clock set to each year's submission, and serves it.
func (c demoCommand) Run(s *session) (err error) {
	if err := loopback(c.Listen); err != nil {
		return err
	}
	options, err := profiled(c.Profile, c.Children, 5000, s.now())
	if err != nil {
		return err
	}
	options.Seed = c.Seed
	s = c.clocked(s)
	listener, err := listen(s, c.Listen, "--listen 127.0.0.1:8081") // before the long work, so that a port in use is told at once
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }() // serving has closed it already, if it came to that
	release, err := c.hold()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	if err := c.prepare(s); err != nil {
		return err
	}
	a, err := data{c.Data}.open(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if !c.Keep {
		if err := c.fill(s, a, options); err != nil {
			return err
		}
	}
	if err := a.Demonstrate(s.ctx, synth.Code); err != nil {
		return err
	}
	if err := home.Warm(s.ctx, a, synth.Code); err != nil {
		return err
	}
	return c.serve(s, a, listener)
}

// lastDemo is how long what is under way may take once a demonstration ends.
const lastDemo = 5 * time.Second

// clocked gives the session with its clock put back to the day after the profile's last, where it has one: what is due, and
// what is overdue, is then as it was. The clock goes on from there.
func (c demoCommand) clocked(s *session) *session {
	until, own := synth.Until(c.Profile)
	if !own {
		return s
	}
	then, now := *s, s.now
	back := engine.Today(now()).Sub(until.AddDate(0, 0, 1))
	then.now = func() time.Time { return now().Add(-back) }
	return &then
}

// listen takes an address to serve on. otherwise is the option with which another is taken.
func listen(s *session, address, otherwise string) (net.Listener, error) {
	var listen net.ListenConfig
	listener, err := listen.Listen(s.ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("%w. Is another Heed running? %s takes another port", err, otherwise)
	}
	return listener, nil
}

// loopback refuses an address that other machines could reach: in a demonstration anyone may sign in as anyone.
func loopback(address string) error {
	if err := checkAddress("--listen", address); err != nil {
		return err
	}
	if onThisMachine(address) {
		return nil
	}
	return usagef("a demonstration is served on this machine only, since anyone may sign in as anyone: --listen 127.0.0.1:8080, not %s", address)
}

// checkAddress refuses what is no address with a port.
func checkAddress(flag, address string) error {
	if _, _, err := net.SplitHostPort(address); err != nil {
		return usagef("%s %s is no address: write it as 127.0.0.1:8080", flag, address)
	}
	return nil
}

// onThisMachine says whether an address with a port is one that only this machine can reach.
func onThisMachine(address string) bool {
	host, _, err := net.SplitHostPort(address)
	return err == nil && isLoopback(host)
}

// hold keeps the folder for this demonstration alone: another would remove what it shows.
func (c demoCommand) hold() (release func() error, err error) {
	if _, err := os.Stat(c.Data); c.Keep && errors.Is(err, fs.ErrNotExist) {
		return func() error { return nil }, nil // there is nothing to keep, as is said next
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder of the demonstration: %w", err)
	}
	lock := flock.New(filepath.Join(c.Data, "demonstration.lock"), flock.SetPermissions(0o600))
	held, err := lock.TryLock()
	switch {
	case err != nil:
		return nil, fmt.Errorf("seeing whether another demonstration runs in %s: %w", c.Data, err)
	case !held:
		return nil, fmt.Errorf("another demonstration runs in %s: stop it first, or give another folder with --data", c.Data)
	}
	return lock.Unlock, nil
}

// prepare sees to it that the folder holds nothing but an earlier demonstration, and removes that unless it is to be kept. Real
// data is never shown in a demonstration, where anyone may sign in as anyone.
func (c demoCommand) prepare(s *session) error {
	if _, err := os.Stat(filepath.Join(c.Data, "heed.db")); errors.Is(err, fs.ErrNotExist) {
		if c.Keep {
			return fmt.Errorf("%s holds no demonstration to keep: leave --keep out to make one", c.Data)
		}
		return nil
	}
	if _, err := os.Stat(filepath.Join(c.Data, signInFile)); err == nil {
		return usagef("%s is for people who sign in, not a demonstration: give another folder with --data", c.Data)
	}
	a, err := data{c.Data}.open(s)
	if err != nil {
		return err
	}
	codes, err := held(s, a)
	if err := errors.Join(err, a.Close()); err != nil {
		return err
	}
	for _, code := range codes {
		if code != synth.Code {
			return usagef("%s holds the data of authority %s, not a demonstration: give another folder with --data", c.Data, code)
		}
	}
	if c.Keep {
		return nil
	}
	return c.remove()
}

// remove removes what Heed made in the folder, and nothing else that may be in it.
func (c demoCommand) remove() error {
	var errs []error
	for _, pattern := range append(slices.Clone(door.Files), "returns") {
		found, err := fs.Glob(os.DirFS(c.Data), pattern)
		errs = append(errs, err)
		for _, name := range found {
			errs = append(errs, os.RemoveAll(filepath.Join(c.Data, name)))
		}
	}
	return errors.Join(errs...)
}

// inTheMorning is when on its day a return is taken to have come in.
const inTheMorning = 6*time.Hour + 40*time.Minute

// fill writes the council's files and imports them, each year's as at its submission.
func (c demoCommand) fill(s *session, a *door.Door, options synth.Options) error {
	tree := filepath.Join(c.Data, "returns")
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(s.stderr, format+"\n", args...) }
	say("Inventing a council …")
	made, err := synth.Write(s.ctx, tree, options, nil)
	if err != nil {
		return fmt.Errorf("inventing a council: %w", err)
	}
	who := door.System(made.Code)
	for _, y := range made.Years {
		at := y.SubmittedAt.Add(inTheMorning)
		if at.After(s.now()) {
			at = s.now()
		}
		request := imports.Request{Paths: []string{filepath.Join(tree, y.Dir)}, At: at, CompleteFrom: y.ListsFrom, CompleteTo: y.ListsTo}
		result, err := imports.Import(s.ctx, a.Session(who), request, nil)
		if err != nil {
			return fmt.Errorf("importing the year to March %d: %w", y.Ending, err)
		}
		say("Year to March %d, as submitted on %s: %d rows, %d recorded, %s", y.Ending, at.Format("2 January 2006"), result.RowsRead, result.Appended, count(result.Faults, "fault"))
	}
	for _, r := range made.Rights { // these come in no file
		if _, _, err := records.Put(s.ctx, a.Session(who), records.PutRequest{Type: r.Type, Values: r.Values, Source: "cli"}); err != nil {
			return fmt.Errorf("restricting records: %w", err)
		}
	}
	say("Working out every clock and figure …")
	return nil
}

// serve serves the pages until the process is told to stop.
func (c demoCommand) serve(s *session, a *door.Door, listener net.Listener) (err error) {
	logger := slog.New(slog.NewTextHandler(s.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return err
	}
	background, err := openJobs(s, a, logger, lastDemo)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, background.Close()) }() // before the door closes, which what still runs needs
	server, err := web.New(kit.Config{Door: a, Jobs: background, Demo: true, Hosts: []string{strings.ToLower(host)}, Now: s.now, NewID: newID, Log: logger})
	if err != nil {
		return err
	}
	defer server.Close()
	_, _ = fmt.Fprintf(s.stdout, "Heed is on http://%s with an invented council. Stop it with Ctrl-C.\n", listener.Addr())
	ctx, stop := context.WithCancel(s.ctx)
	var days sync.WaitGroup
	days.Go(func() { background.Days(ctx) })
	defer days.Wait()
	defer stop()
	return serveUntil(s.ctx, listener, server.Handler(), lastDemo, logger)
}

// garbage is how much garbage may gather while pages are served, in per cent of what is in use. Most of what Heed holds is DuckDB's,
// which no collector looks at, so that the usual 100 collects often and saves little.
const garbage = 150

// serverLog writes down what the server of HTTP itself has to say, in the form of all else. Of a handshake that failed it says why, as that a certificate has run
// out, and not from where; that somebody went away in the middle of one, as who tries every port does, is left out.
type serverLog struct{ log *slog.Logger }

// handshake is how the server of HTTP begins to say from where a handshake came that failed, and why.
var handshake = regexp.MustCompile(`^http: TLS handshake error from \S+: `)

// Write writes one line down.
func (w serverLog) Write(line []byte) (int, error) {
	text := strings.TrimSpace(string(line))
	from := handshake.FindString(text)
	why := text[len(from):]
	switch {
	case from == "":
		w.log.Warn("the server of HTTP", "says", text)
	case why != io.EOF.Error() && !strings.HasPrefix(why, "read tcp ") && !strings.HasPrefix(why, "write tcp "):
		w.log.Warn("a TLS handshake failed", "why", why)
	}
	return len(line), nil
}

// serveUntil serves until the context ends. It then takes no more requests, lets those under way be answered for a while, and cuts off, with an
// error, those that take longer.
func serveUntil(ctx context.Context, listener net.Listener, handler http.Handler, while time.Duration, l *slog.Logger) error {
	defer debug.SetGCPercent(debug.SetGCPercent(garbage))
	server := usual.server(handler)
	server.ErrorLog = log.New(serverLog{l}, "", 0)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), while)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return errors.Join(fmt.Errorf("stopping: what was not answered within %s was cut off: %w", while, err), server.Close())
	}
	return nil
}
