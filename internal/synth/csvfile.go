package synth

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
)

// csvFile writes one CSV file of a return, a row at a time.
type csvFile struct {
	spec   *spec
	file   *os.File
	out    *csv.Writer
	line   int
	faults faulter
	stray  bool
	row    []string
}

// createCSV creates a file with its headings. A stray file gets one column too many,
// as when an analyst leaves a note in an extract.
func createCSV(dir string, s *spec, f faulter, stray bool) (*csvFile, error) {
	path := filepath.Join(dir, filepath.FromSlash(s.path))
	file, err := os.Create(path) //nolint:gosec // the folder is the one the user named
	if err != nil {
		return nil, fmt.Errorf("creating a synthetic file: %w", err)
	}
	t := &csvFile{spec: s, file: file, out: csv.NewWriter(file), faults: f, stray: stray, line: 1}
	for _, c := range s.columns {
		t.row = append(t.row, c.name)
	}
	if stray {
		t.row = append(t.row, "NOTES")
		t.faults.plant(1, "NOTES", FaultStrayColumn)
	}
	return t, t.out.Write(t.row)
}

// put writes a row, with a fault where chance says so.
func (t *csvFile) put(values ...string) error {
	if t == nil {
		return nil
	}
	if len(values) != len(t.spec.columns) {
		return fmt.Errorf("writing %s: %d values for %d columns", t.spec.path, len(values), len(t.spec.columns))
	}
	t.line++
	t.row = append(t.row[:0], values...)
	twice := t.faults.spoil(t.spec, t.row, t.line)
	if t.stray {
		t.row = append(t.row, "")
	}
	if err := t.out.Write(t.row); err != nil {
		return err
	}
	if !twice {
		return nil
	}
	t.line++
	return t.out.Write(t.row)
}

func (t *csvFile) close() error {
	t.out.Flush()
	if err := t.out.Error(); err != nil {
		t.file.Close()
		return err
	}
	return t.file.Close()
}
