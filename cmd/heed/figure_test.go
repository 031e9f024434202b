package main

import (
	"bytes"
	"encoding/csv"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/imports"
	"heed/internal/synth"
	"heed/internal/testkit"
	"heed/rulebook"
)

// TestEveryFigureIsWhatItsPrintedRowsGive works every figure out again from what --rows prints as CSV, and from nothing else.
func TestEveryFigureIsWhatItsPrintedRowsGive(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	until := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	tree := filepath.Join(h.Dir, "returns")
	made, err := synth.Write(t.Context(), tree, synth.Options{Children: 150, Seed: 5, Until: until, Years: 3}, nil)
	if err != nil {
		t.Fatal(err)
	}
	who := door.System(testkit.Authority)
	for _, y := range made.Years {
		request := imports.Request{Paths: []string{filepath.Join(tree, y.Dir)}, CompleteFrom: y.ListsFrom, CompleteTo: y.ListsTo}
		if _, err := imports.Import(t.Context(), h.Session(who), request, nil); err != nil {
			t.Fatal(err)
		}
	}
	empty := 0
	for _, r := range h.Book().Kind(rulebook.Measure) {
		page, err := figures.Find(t.Context(), h.Session(who).At(door.Question{AsAt: until}), r.ID, figures.Filter{PerPage: -1})
		if err != nil {
			t.Fatal(r.ID, err)
		}
		out := figureOf(page)
		out.RowList = rowsOf(page)
		rows := printedRows(t, out)
		if len(rows) != out.Rows+out.LeftOut {
			t.Errorf("%s: %d rows printed, %d counted and %d left out", r.ID, len(rows), out.Rows, out.LeftOut)
		}
		if out.Rows == 0 {
			empty++
		}
		if page.Figure.Unknown != "" { // its rows are printed, each with why it is not counted, and no value is
			if out.Value != nil || out.Numerator != nil || out.Denominator != nil {
				t.Errorf("%s is %s, though the records cannot tell: %s", r.ID, cell(out.Value), page.Figure.Unknown)
			}
			continue
		}
		want := fromPrinted(r.Statistic, rows, out.Denominator)
		if (want == nil) != (out.Value == nil) || want != nil && math.Abs(*want-*out.Value) > 1e-9*(1+math.Abs(*want)) {
			t.Errorf("%s is %s; its printed rows give %s", r.ID, cell(out.Value), cell(want))
		}
	}
	if 4*empty > len(h.Book().Kind(rulebook.Measure)) {
		t.Errorf("%d measures have no rows, so that little is proved", empty)
	}
}

// printedRows gives the rows that heed figure --rows -o csv prints, left-out ones included.
func printedRows(t *testing.T, out figurePrint) []map[string]string {
	t.Helper()
	var printed bytes.Buffer
	command := figureCommand{output: output{Output: "csv"}, Rows: true}
	if err := command.show(&session{stdout: &printed}, out); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&printed).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// fromPrinted works a statistic out the plainest way. A rate's denominator, the population, is not among its rows.
func fromPrinted(statistic rulebook.Statistic, rows []map[string]string, population *float64) *float64 {
	var n, yes, sum float64
	var values []float64
	for _, row := range rows {
		if row["left_out"] != "" {
			continue
		}
		n++
		if row["counted"] == "true" {
			yes++
		}
		if v, err := strconv.ParseFloat(row["value"], 64); err == nil {
			sum, values = sum+v, append(values, v)
		}
	}
	var v float64
	switch {
	case statistic == rulebook.Count:
		v = n
	case statistic == rulebook.Sum:
		v = sum
	case statistic == rulebook.Rate && population != nil:
		v = 10_000 * n / *population
	case n == 0 || statistic == rulebook.Rate:
		return nil
	case statistic == rulebook.Share:
		v = 100 * yes / n
	case statistic == rulebook.Mean:
		v = sum / n
	default: // median
		slices.Sort(values)
		v = (values[(len(values)-1)/2] + values[len(values)/2]) / 2
	}
	return &v
}
