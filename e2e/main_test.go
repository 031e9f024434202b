//go:build e2e

package e2e

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// work is the folder of this run: the demonstration's data and, where go test built it, the binary. It goes when the tests end.
var work string

// binary is the Heed under test.
var binary string

func TestMain(m *testing.M) { os.Exit(run(m)) }

// run makes the binary ready, runs the tests and ends what they started.
func run(m *testing.M) int {
	var err error
	if work, err = os.MkdirTemp("", "heed-e2e-"); err != nil {
		return fail(err)
	}
	defer func() { _ = os.RemoveAll(work) }()
	if binary, err = build(); err != nil {
		return fail(err)
	}
	code := m.Run()
	if err := errors.Join(stopBrowser(), stopDemo()); err != nil {
		return fail(err)
	}
	return code
}

func fail(err error) int {
	fmt.Fprintln(os.Stderr, "e2e:", err)
	return 1
}

// build gives the binary that make has just built, and otherwise builds one, so that no stale binary is ever tested.
func build() (string, error) {
	if demanded() {
		path, err := filepath.Abs("../bin/heed")
		if err != nil {
			return "", err
		}
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	path := filepath.Join(work, "heed")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", path, "../cmd/heed").CombinedOutput(); err != nil {
		return "", fmt.Errorf("building heed: %w\n%s", err, out)
	}
	return path, nil
}

// demanded says that nothing may be skipped: make e2e and CI ask for that.
func demanded() bool { return os.Getenv("HEED_E2E") == "1" || os.Getenv("CI") == "true" }

// need skips a test that lacks what it needs on a developer's machine, and fails it where nothing may be skipped.
func need(t *testing.T, err error) {
	t.Helper()
	switch {
	case err == nil:
	case demanded():
		t.Fatal(err)
	default:
		t.Skip(err)
	}
}

// artefacts is where pictures of pages that failed are kept: outside work, so that they outlast the run.
func artefacts() (string, error) {
	dir := filepath.Join(os.TempDir(), "heed-e2e-failures")
	return dir, os.MkdirAll(dir, 0o700)
}
