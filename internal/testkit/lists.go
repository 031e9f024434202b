package testkit

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"heed/catalogue"
	"heed/internal/door"
	"heed/internal/imports"
	"heed/internal/records"
	"heed/internal/synth"
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

// Demonstrate records what gives rights in an invented council, by hand as everywhere, and has its people sign in.
func Demonstrate(ctx context.Context, d *door.Door, authority string, rights []synth.Right) error {
	for _, r := range rights {
		request := records.PutRequest{Type: r.Type, Values: r.Values, Source: "cli"}
		if _, faults, err := records.Put(ctx, d.Session(door.System(authority)), request); err != nil {
			return fmt.Errorf("recording a %s: %w: %v", r.Type, err, faults)
		}
	}
	return d.Demonstrate(ctx, authority)
}

// embeddedRights gives the restrictions and grants of the small council.
func embeddedRights() (rights []synth.Right, err error) {
	for _, recordType := range []string{catalogue.RecordRestriction, catalogue.RecordGrant} {
		file, err := lists.Open("rights/" + recordType + ".csv")
		if err != nil {
			return nil, err
		}
		rows, err := readCSV(file)
		if err := errors.Join(err, file.Close()); err != nil {
			return nil, err
		}
		for _, row := range rows {
			rights = append(rights, synth.Right{Type: recordType, Values: row})
		}
	}
	return rights, nil
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
	rows, err := readCSV(r)
	if err != nil {
		tb.Fatal(err)
	}
	return rows
}

func readCSV(r io.Reader) (list []map[string]string, err error) {
	rows, err := csv.NewReader(r).ReadAll()
	for i := 1; i < len(rows); i++ {
		row := map[string]string{}
		for j, name := range rows[0] {
			row[name] = rows[i][j]
		}
		list = append(list, row)
	}
	return list, err
}
