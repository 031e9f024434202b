package testkit

import (
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/records"
)

// Lists writes CSV lists, by the name of the file, into a folder of their own.
func Lists(tb testing.TB, files map[string]string) string {
	tb.Helper()
	dir := tb.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

// Council is the small council with some lists besides. The tests that share one only read it.
type Council struct {
	Shared

	// Lists are the lists besides, by the name of the file.
	Lists map[string]string

	once sync.Once
}

// Open gives the shared council, made when the first test asks.
func (c *Council) Open(tb testing.TB) *Heed {
	tb.Helper()
	h := c.Shared.Open(tb)
	c.once.Do(func() {
		request := imports.Request{Paths: []string{Lists(tb, c.Lists)}, CompleteFrom: KeptFrom, CompleteTo: Today}
		result, err := imports.Import(tb.Context(), h.Session(door.System(Authority)), request, nil)
		if err != nil || result.Faults > 0 {
			tb.Fatalf("%v, %+v", err, result.FaultList)
		}
	})
	return h
}

// Put records one record by hand.
func Put(tb testing.TB, h *Heed, recordType string, values map[string]string) records.Version {
	tb.Helper()
	request := records.PutRequest{Type: recordType, Values: values, Source: "cli"}
	v, faults, err := records.Put(tb.Context(), h.Session(door.System(Authority)), request)
	if err != nil {
		tb.Fatal(err, faults)
	}
	return v
}

// ReadCSV reads an export: a map a row, by the name of the column.
func ReadCSV(tb testing.TB, r io.Reader) []map[string]string {
	tb.Helper()
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var list []map[string]string
	for i := 1; i < len(rows); i++ {
		row := map[string]string{}
		for j, name := range rows[0] {
			row[name] = rows[i][j]
		}
		list = append(list, row)
	}
	return list
}
