package exchange_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"heed/catalogue"
	"heed/internal/exchange/intake/intaketest"
)

// written is a return of an invented council, by its files. They do not change.
type written struct {
	form, format string
	cat          *catalogue.Catalogue
	files        []*file
	// records are those that it gives where it is not damaged, and secrets what names children in them.
	records []catalogue.Record
	secrets []string
}

// read imports the return as it is.
func (w *written) read(t *testing.T) {
	t.Helper()
	d := &drawn{cat: w.cat, files: w.files}
	records, err := importAll(t, d.save(t), w.form, d)
	if err != nil {
		t.Fatalf("%s: %v", w.form, err)
	}
	if len(records) < 20 {
		t.Fatalf("%s: only %d records", w.form, len(records))
	}
	w.records = records
	named := map[string]bool{}
	for _, r := range records {
		kind := w.cat.Type(r.Type)
		values, err := kind.Values(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range kind.Fields {
			switch f.ID {
			case "child_id", "upn", "former_upn", "born_on":
				if named[values[i]] = len(values[i]) > 4; f.ID == "born_on" {
					named[slashed(values[i])] = true
				}
			}
		}
	}
	delete(named, "")
	for secret, long := range named {
		if long {
			w.secrets = append(w.secrets, secret)
		}
	}
}

// slashed writes a day as 31/03/2026.
func slashed(day string) string {
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return on.Format("02/01/2006")
}

// grid is a table: the rows of a file, or of a sheet of a workbook, the heading first.
type grid struct {
	name, state string
	rows        [][]string
	// texts says that a workbook has numbers and days as texts, and merged that its first row is one cell.
	texts, merged bool
}

// file is one file of a return.
type file struct {
	name  string
	of    content
	grids []grid // of a workbook one a sheet, of any other table one
	text  string // of XML
	comma rune   // 0 is a comma
	// quoted says that every cell of a text is in quotes, and numbered that the numbers in Parquet are of its own type for them.
	quoted, numbered bool
	// after damages the bytes.
	after []func([]byte) []byte
	// inside are the files in it, where it is a zip file.
	inside []*file
	// unknown says that what the file then holds cannot be known.
	unknown bool
	made    []byte
	in      *cells
}

func (f *file) clone() *file {
	c := *f
	c.made, c.in, c.grids, c.after = nil, nil, nil, slices.Clone(f.after)
	for _, g := range f.grids {
		rows := make([][]string, len(g.rows))
		for i := range rows {
			rows[i] = slices.Clone(g.rows[i])
		}
		g.rows = rows
		c.grids = append(c.grids, g)
	}
	return &c
}

// bytes writes the file.
func (f *file) bytes(t *testing.T) []byte {
	t.Helper()
	if f.inside == nil {
		return f.content(t)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, one := range f.inside {
		w, err := z.Create(one.name)
		if err == nil {
			_, err = w.Write(one.bytes(t))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// content writes a file that is no zip file.
func (f *file) content(t *testing.T) []byte {
	t.Helper()
	if f.made != nil {
		return f.made
	}
	switch f.of {
	case asXML:
		f.made = []byte(f.text)
	case asBook:
		f.made = bookOf(t, f.grids)
	case asParquet:
		f.made = f.parquet(t)
	default:
		f.made = f.csv(t)
	}
	for _, change := range f.after {
		f.made = change(f.made)
	}
	return f.made
}

func (f *file) csv(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if f.quoted {
		for _, row := range f.grids[0].rows {
			for i, cell := range row {
				if i > 0 {
					out.WriteByte(',')
				}
				out.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
			}
			out.WriteByte('\n')
		}
		return out.Bytes()
	}
	w := csv.NewWriter(&out)
	if f.comma != 0 {
		w.Comma = f.comma
	}
	if err := w.WriteAll(f.grids[0].rows); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// bookOf writes a workbook, where it can in numbers and days as spreadsheets have them.
func bookOf(t *testing.T, grids []grid) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for n, g := range grids {
		if n == 0 {
			must(f.SetSheetName("Sheet1", g.name))
		} else {
			_, err := f.NewSheet(g.name)
			must(err)
		}
		for i, row := range g.rows {
			cells := make([]any, len(row))
			for c, cell := range row {
				if cells[c] = cell; !g.texts {
					cells[c] = asCell(cell)
				}
				if cell == "" {
					cells[c] = nil
				}
			}
			at, err := excelize.CoordinatesToCellName(1, i+1)
			must(err)
			must(f.SetSheetRow(g.name, at, &cells))
		}
		if g.merged {
			must(f.MergeCell(g.name, "A1", "D1"))
		}
		if g.state != "" {
			must(f.SetSheetVisible(g.name, false, g.state == "veryHidden"))
		}
	}
	var out bytes.Buffer
	must(f.Write(&out))
	return out.Bytes()
}

// asCell gives a cell as a spreadsheet has it: a number, or a day as one.
func asCell(cell string) any {
	if n, err := strconv.Atoi(cell); err == nil && strconv.Itoa(n) == cell && len(cell) < 16 {
		return n
	}
	if n := serialOf(cell); n > 0 {
		return n
	}
	return cell
}

// serialOf gives the number that a spreadsheet has for a day, 0 for what is none.
func serialOf(day string) int {
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	return int(on.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
}

// parquet writes the file as Parquet: columns of days as days, and of numbers where the file is to have them so, and all else as texts.
func (f *file) parquet(t *testing.T) []byte {
	t.Helper()
	heading, rows := f.grids[0].rows[0], f.grids[0].rows[1:]
	group, place := parquet.Group{}, map[string]int{}
	for c, name := range heading {
		node := parquet.String()
		column := columnOf(rows, c)
		switch {
		case all(column, func(v string) bool { return serialOf(v) > 0 }):
			node = parquet.Date()
		case f.numbered && all(column, func(v string) bool { _, number := asCell(v).(int); return number }):
			node = parquet.Leaf(parquet.Int64Type)
		}
		group[name], place[name] = parquet.Optional(node), c
	}
	var out bytes.Buffer
	w := parquet.NewWriter(&out, parquet.NewSchema("object", group))
	for _, cells := range rows {
		var row parquet.Row
		for c, name := range slices.Sorted(maps.Keys(group)) {
			cell := ""
			if place[name] < len(cells) {
				cell = cells[place[name]]
			}
			row = append(row, parquetCell(group[name], cell, c))
		}
		if _, err := w.WriteRows([]parquet.Row{row}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func parquetCell(node parquet.Node, cell string, column int) parquet.Value {
	if cell == "" {
		return parquet.NullValue().Level(0, 0, column)
	}
	var v parquet.Value
	switch kind := node.Type().String(); kind {
	case "DATE":
		v = parquet.ValueOf(int32(serialOf(cell) - serialOf("1970-01-01")))
	case "INT64", "INT(64,true)":
		n, _ := strconv.ParseInt(cell, 10, 64)
		v = parquet.ValueOf(n)
	default:
		v = parquet.ValueOf(cell)
	}
	return v.Level(0, 1, column)
}

// columnOf gives the cells of a column that hold anything.
func columnOf(rows [][]string, c int) []string {
	var cells []string
	for _, row := range rows {
		if c < len(row) && row[c] != "" {
			cells = append(cells, row[c])
		}
	}
	return cells
}

// all says whether there are cells, and each is so.
func all(cells []string, is func(string) bool) bool {
	return len(cells) > 0 && !slices.ContainsFunc(cells, func(v string) bool { return !is(v) })
}

// newWritten begins a return of files.
func newWritten(t *testing.T, form, format string, files ...*file) *written {
	t.Helper()
	cat, _ := intaketest.Catalogue(t)
	return &written{form: form, format: format, cat: cat, files: files}
}
