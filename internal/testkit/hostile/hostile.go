// Package hostile makes files that were made to stop whoever reads them, for tests of what reads uploads. Each is made when it is asked for: none lies
// in the repository.
package hostile

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// File is one such file.
type File struct {
	// Says says what is hostile about it.
	Says string
	// Name is the file's name.
	Name string
	// Want is a part of the reason for which it is refused, blank where it is read and what it gives is bounded.
	Want string
	// Slow says that it takes seconds to make or to read.
	Slow bool

	write func(io.Writer) error
}

// Make makes the file, in a folder that is removed when the test ends, and gives its path.
func (f File) Make(tb testing.TB) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), f.Name)
	to, err := os.Create(path) //nolint:gosec // a folder of the test's own
	if err != nil {
		tb.Fatal(err)
	}
	out := bufio.NewWriterSize(to, 1<<20)
	if err := errors.Join(f.write(out), out.Flush(), to.Close()); err != nil {
		tb.Fatal(err)
	}
	return path
}

// Files are all of them.
func Files() []File { return append(append(append(texts(), zips()...), workbooks()...), parquets()...) }

// repeat writes a beginning, a piece many times over, and an end.
func repeat(begin, piece string, times int, end string) func(io.Writer) error {
	return func(w io.Writer) error {
		if _, err := io.WriteString(w, begin); err != nil {
			return err
		}
		const atOnce = 1024
		many := strings.Repeat(piece, atOnce)
		for ; times >= atOnce; times -= atOnce {
			if _, err := io.WriteString(w, many); err != nil {
				return err
			}
		}
		_, err := io.WriteString(w, strings.Repeat(piece, times)+end)
		return err
	}
}
