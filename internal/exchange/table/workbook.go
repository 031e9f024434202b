package table

import (
	"context"
	"io"

	"heed/catalogue"
	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/sheet"
	"heed/internal/exchange/workbook"
)

// recogniseWorkbook recognises a workbook that has lists on its sheets, one on each, by their headings, and by their names where a heading is of several
// record types.
func (d *finder) recogniseWorkbook(f *format.File) (format.Answer, error) {
	sheets, err := d.search.Sheets(f)
	if err != nil {
		return format.NotMine(), d.search.Context().Err() // what is wrong with it is for whoever is asked last
	}
	isList := func(g workbook.Grid) bool { types, _ := d.listOn(g, f); return len(types) > 0 }
	lists, others := 0, 0
	for _, g := range sheets {
		switch {
		case isList(g):
			lists++
		case len(g.Rows) > 0 && !g.Hidden:
			others++
		}
	}
	answer := format.NotMine()
	if lists < others {
		return answer, nil // one sheet that looks like a list makes no set of lists of an inspector's workbook
	}
	for _, g := range sheets {
		types, titles := d.listOn(g, f)
		if len(types) == 0 {
			continue
		}
		said, err := d.take(list{File: f, Titles: titles, Sheet: g.Name}, types, sheet.Trim(g.Rows[titles]))
		if err != nil || !said.IsMine() {
			return said, err
		}
		answer = said
	}
	if answer.IsMine() {
		d.notes = append(d.notes, format.UnreadSheets(f, sheets, isList, "a list")...)
	}
	return answer, nil
}

// listOn gives the record types that a sheet may be a list of, and how many rows stand above its heading. Where the sheet's own name tells nothing, as
// Sheet1 does, the name of the file does.
func (d *finder) listOn(g workbook.Grid, f *format.File) (types []*catalogue.Type, titles int) {
	titles = format.FindHeading(g, func(heading []string) bool {
		if types = d.typesOf(heading, g.Name); len(types) > 1 {
			types = d.typesOf(heading, f.Stem())
		}
		return len(types) > 0
	})
	if titles < 0 {
		return nil, titles
	}
	return types, titles
}

// read reads a list.
func (d *finder) read(ctx context.Context, reading *format.Reading, f list, to *intake.Receiver) error {
	file := d.File(f.Named(), f.Is)
	file.Titles = f.Titles
	file.Columns = d.saved[f.Named()]
	file.Others = func(row []string) bool { return len(d.typesOf(row, f.Base())) > 0 }
	if f.Sheet == "" {
		return reading.Use(f.File, func(in io.Reader) error { return Read(ctx, in, file, d.norm, to) })
	}
	sheet, err := reading.Sheet(f.File, f.Sheet)
	if err != nil {
		return err
	}
	reading.At(f.Named())
	file.Sheet = &sheet
	return Read(ctx, nil, file, d.norm, to)
}
