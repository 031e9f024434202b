package testkit

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// NoLine stands for a line that is left out of a list.
const NoLine = "-"

// Changed opens a Heed that holds the small council with some lines of its lists changed, until the test ends: those that change gives another for, by the
// list and the line, such as "child: 1003,heed,2020-11-30,,F,AIND", or NoLine to leave it out. No answers are ready.
func Changed(tb testing.TB, change map[string]string) *Heed {
	tb.Helper()
	h := Empty(tb)
	used := 0
	err := fillChanged(tb.Context(), h, func(line string) string {
		if change[line] != "" {
			used++
		}
		return change[line]
	})
	if err != nil || used != len(change) {
		tb.Fatalf("%d of %d lines are changed: %v", used, len(change), err)
	}
	return h
}

// changeLines changes lines of the lists in a folder.
func changeLines(folder string, change func(line string) string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*.csv"))
	if err != nil {
		return err
	}
	for _, name := range files {
		text, err := os.ReadFile(name) //nolint:gosec // a file that was just made
		if err != nil {
			return err
		}
		lines := strings.Split(string(text), "\n")
		var kept []string
		for _, line := range lines {
			if line = cmp.Or(change(strings.TrimSuffix(filepath.Base(name), ".csv")+": "+line), line); line != NoLine {
				kept = append(kept, line)
			}
		}
		if err := os.WriteFile(name, []byte(strings.Join(kept, "\n")), 0o600); err != nil { //nolint:gosec // a file that was just made
			return err
		}
	}
	return nil
}
