package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"time"
)

// server is a process that serves pages.
type server struct {
	process *exec.Cmd
	base    string
}

// serveHeed starts the real binary on the data, as a demonstration that is kept: it says where it is once it is ready.
func serveHeed(ctx context.Context, o options, data string) (*server, error) {
	return startServer(ctx, nil, o.binary, "demo", "--keep", "--data", data, "--listen", "127.0.0.1:0")
}

// serveEmpty starts a server of the same kind whose every page is the same few bytes.
func serveEmpty(ctx context.Context) (*server, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return startServer(ctx, nil, self, "-phase", "empty")
}

// startServer starts a program that serves on a free port, and waits until it says where it is. What it logs goes to log, or nowhere where that is nil.
func startServer(ctx context.Context, log io.Writer, binary string, args ...string) (*server, error) {
	process := exec.CommandContext(ctx, binary, args...) //nolint:gosec // our own binaries
	process.Stderr = log
	out, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", binary, err)
	}
	s := &server{process: process}
	line, err := bufio.NewReader(out).ReadString('\n')
	if s.base = regexp.MustCompile(`http://[0-9.:]+`).FindString(line); err != nil || s.base == "" {
		s.stop()
		return nil, fmt.Errorf("%s did not say where it serves: %q: %w", binary, line, err)
	}
	return s, nil
}

// stop ends the server and waits until it has gone.
func (s *server) stop() {
	_ = s.process.Process.Signal(syscall.SIGTERM)
	_ = s.process.Wait()
}

// awaited is where a process writes its log, of which one line is waited for.
type awaited struct {
	words string
	said  chan struct{}
	found bool
}

// Write takes some of the log, of which the line comes whole.
func (a *awaited) Write(p []byte) (int, error) {
	if !a.found && strings.Contains(string(p), a.words) {
		a.found = true
		close(a.said)
	}
	return len(p), nil
}

// emptyPhase serves the same few bytes for every address, by a server with the settings of Heed's, until it is told to stop.
func emptyPhase(ctx context.Context, out io.Writer) error {
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") })
	s := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	go func() {
		<-ctx.Done()
		_ = s.Close()
	}()
	if _, err := fmt.Fprintf(out, "http://%s\n", listener.Addr()); err != nil {
		return err
	}
	if err := s.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
