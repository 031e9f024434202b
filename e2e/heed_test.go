//go:build e2e

package e2e

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// brockwell is the code of the demonstration's council.
const brockwell = "990"

// demo is a demonstration that serves: the real binary on a port of its own.
type demo struct {
	base    string
	process *exec.Cmd
	stderr  *bytes.Buffer // read only once the process has ended
}

var theDemo = sync.OnceValues(startDemo)

// startedDemo is the demonstration once a test has started it.
var startedDemo atomic.Pointer[demo]

// heed gives the demonstration that all tests share, started when the first asks.
func heed(t *testing.T) *demo {
	t.Helper()
	d, err := theDemo()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var servedAt = regexp.MustCompile(`http://(127\.0\.0\.1|localhost):\d+`)

func startDemo() (*demo, error) {
	d := &demo{stderr: &bytes.Buffer{}}
	d.process = exec.CommandContext(context.Background(), binary, "demo", "--children", "400", "--seed", "1",
		"--data", filepath.Join(work, "demo"), "--listen", "127.0.0.1:0")
	d.process.Stderr = d.stderr
	stdout, err := d.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := d.process.Start(); err != nil {
		return nil, err
	}
	tooLong := time.AfterFunc(2*time.Minute, func() { _ = d.process.Process.Kill() })
	defer tooLong.Stop()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if d.base = servedAt.FindString(line); err != nil || d.base == "" {
		_ = d.process.Process.Kill()
		return nil, fmt.Errorf("heed demo did not say where it serves: %q: %w\n%s", line, errors.Join(err, d.process.Wait()), d.stderr)
	}
	startedDemo.Store(d)
	return d, nil
}

// stopDemo ends the demonstration as Ctrl-C does. It must end well, and must not have logged a fault of its own.
func stopDemo() error {
	d := startedDemo.Load()
	if d == nil {
		return nil
	}
	if err := d.process.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("stopping heed demo: %w", err)
	}
	if err := d.process.Wait(); err != nil {
		return fmt.Errorf("heed demo ended badly: %w\n%s", err, d.stderr)
	}
	if strings.Contains(d.stderr.String(), "level=ERROR") {
		return fmt.Errorf("heed demo logged faults of its own:\n%s", d.stderr)
	}
	return nil
}

// outcome is what one command did.
type outcome struct {
	code           int
	stdout, stderr string
}

// command runs the binary to its end. A command that takes over two minutes fails the test.
func command(t *testing.T, args ...string) outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Stdout, cmd.Stderr, cmd.Dir = &stdout, &stderr, t.TempDir()
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || !exit.Exited()) {
		t.Fatalf("heed %s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return outcome{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// succeed runs the binary, which must exit 0, and gives what it printed.
func succeed(t *testing.T, args ...string) string {
	t.Helper()
	done := command(t, args...)
	if done.code != 0 {
		t.Fatalf("heed %s: exit %d\n%s%s", strings.Join(args, " "), done.code, done.stdout, done.stderr)
	}
	return done.stdout
}

// write puts a file of a test into a folder of its own and gives its path.
func write(t *testing.T, name string, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
