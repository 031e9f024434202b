//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// limited runs a command under a limit of the shell, such as "-f 100", the size of files in half kilobytes.
func limited(t *testing.T, limit string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "sh", append([]string{"-c", "ulimit " + limit + ` && exec heed "$@"`, "heed"}, args...)...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	exit, failed := errors.AsType[*exec.ExitError](err)
	switch {
	case failed:
		status = exit.ExitCode()
	case err != nil:
		t.Fatal(err)
	}
	return out.String(), errs.String(), status
}

const unlimited = "-c 0" // of what no test needs

// Where the system lets no file grow, or opens no more, a command says so in one sentence; what it said was recorded is there, what it said
// was not is not, and the next command works.
func TestWhereTheSystemLacksSomethingACommandSaysSoAndLosesNothing(t *testing.T) {
	t.Parallel()
	limits := []string{"-f 90", "-f 400", "-n 9", "-n 16", "-n 20"}
	if !testing.Short() {
		limits = nil
		for n := 40; n < 40000; n += n / 4 {
			limits = append(limits, fmt.Sprintf("-f %d", n))
		}
		for n := 8; n < 40; n++ {
			limits = append(limits, fmt.Sprintf("-n %d", n))
		}
	}
	for _, begun := range []bool{false, true} {
		t.Run(fmt.Sprintf("in a folder that holds something: %t", begun), func(t *testing.T) {
			t.Parallel()
			refused := 0
			for _, limit := range limits {
				data := []string{"--data", filepath.Join(t.TempDir(), "d"), "--authority", "990"}
				visit := func(limit, child string) (string, int) {
					_, errs, status := limited(t, limit, append([]string{"record", "put", "cp_visit", "child_id=" + child, "visited_on=2026-03-01", "seen=true"}, data...)...)
					return errs, status
				}
				if begun {
					if errs, status := visit(unlimited, "1"); status != exitDone {
						t.Fatal(errs)
					}
				}
				errs, status := visit(limit, "2")
				if status != exitDone {
					refused++
					if lines := strings.Split(strings.TrimSpace(errs), "\n"); len(lines) > 1 || !strings.HasPrefix(errs, "heed: Nothing was recorded.") && !strings.HasPrefix(errs, "heed: It is recorded") || strings.Contains(errs, "rror") {
						t.Errorf("%s: it says %q", limit, errs)
					}
				}
				if errs, status := visit(unlimited, "3"); status != exitDone {
					t.Errorf("%s: the next command says %q", limit, errs)
				}
				listed, _, _ := limited(t, unlimited, append([]string{"record", "list", "--subject", "2", "-o", "csv"}, data...)...)
				if kept := strings.Contains(listed, "2/2026-03-01"); kept != (status == exitDone || strings.Contains(errs, "It is recorded")) {
					t.Errorf("%s: with status %d it was kept: %t: %s", limit, status, kept, errs)
				}
				if _, errs, status := limited(t, unlimited, append([]string{"verify"}, data...)...); status != exitDone {
					t.Errorf("%s: the ledger is not whole: %s", limit, errs)
				}
			}
			if refused == 0 {
				t.Error("no command was refused: this test could not fail")
			}
		})
	}
}
