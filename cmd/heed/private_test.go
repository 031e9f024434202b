//go:build unix

package main

import (
	"bufio"
	"context"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// private fails where anything in a folder, or the folder itself, can be read or written by anybody but its owner, and gives how many files there are.
func private(t *testing.T, dir, when string) (files int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s, %s has mode %o", when, path, info.Mode().Perm())
		}
		if !d.IsDir() {
			files++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestWhateverHeedWritesOnlyItsOwnerMayRead looks while the folder is in use too, when there are logs beside the files.
func TestWhateverHeedWritesOnlyItsOwnerMayRead(t *testing.T) {
	t.Parallel()
	work := t.TempDir()
	heed := func(args ...string) {
		t.Helper()
		command := exec.CommandContext(t.Context(), "heed", args...)
		command.Dir = work
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("heed %s: %v: %s", strings.Join(args, " "), err, out)
		}
	}
	heed("synth", "returns", "--children", "40", "--years", "1")
	private(t, filepath.Join(work, "returns"), "after synth")
	heed("import", "returns", "--authority", "990", "--data", "data")
	heed("clock", "list", "--data", "data", "-o", "json")
	if n := private(t, filepath.Join(work, "data"), "after an import"); n < 3 {
		t.Errorf("an import made %d files, want the ledger, the log and the engine", n)
	}
	heed("backup", "copy", "--data", "data")
	private(t, filepath.Join(work, "copy"), "after a backup")

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	demo := exec.CommandContext(ctx, "heed", "demo", "--children", "40", "--listen", "127.0.0.1:0", "--data", "demo")
	demo.Dir = work
	demo.Cancel = func() error { return demo.Process.Signal(os.Interrupt) }
	out, err := demo.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, address, _ := strings.Cut(line, "http://")
	address, _, _ = strings.Cut(address, " ")
	if status, _ := get(t, address); status != http.StatusOK {
		t.Errorf("status %d", status)
	}
	if n := private(t, filepath.Join(work, "demo"), "while a demonstration is served"); n < 10 {
		t.Errorf("a demonstration has %d files", n)
	}
	cancel()
	_, _ = io.Copy(io.Discard, out)
	if err := demo.Wait(); err != nil && demo.ProcessState.Sys().(syscall.WaitStatus).Signaled() {
		t.Errorf("the demonstration ended by %v", err)
	}
	private(t, filepath.Join(work, "demo"), "after a demonstration")
}

// What an earlier Heed, or a copy, left readable for others is for its owner alone once the folder has been opened.
func TestFilesThatOthersCouldReadAreMadePrivateAsTheFolderIsOpened(t *testing.T) {
	t.Parallel()
	work := t.TempDir()
	for _, mode := range []fs.FileMode{0, 0o644} {
		command := exec.CommandContext(t.Context(), "heed", "setup", "--name", "Ada", "--email", "ada@heed.example", "--authority", "208", "--data", "data")
		if mode != 0 {
			command = exec.CommandContext(t.Context(), "heed", "record", "put", "team", "team_id=T1", "name=North", "service=Care", "--authority", "208", "--data", "data")
		}
		command.Dir = work
		err := filepath.WalkDir(work, func(path string, d fs.DirEntry, err error) error {
			if err == nil && mode != 0 && !d.IsDir() {
				err = os.Chmod(path, mode)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		private(t, filepath.Join(work, "data"), "after it was opened again")
	}
}
