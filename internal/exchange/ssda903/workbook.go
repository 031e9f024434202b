package ssda903

import (
	"errors"
	"io"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/sheet"
	"heed/internal/exchange/workbook"
)

// recogniseWorkbook recognises a workbook that has tables of the return on its sheets, one on each, by their headings.
func (d *finder) recogniseWorkbook(f *format.File) (format.Answer, error) {
	sheets, err := d.search.Sheets(f)
	if err != nil {
		return format.NotMine(), d.search.Context().Err() // what is wrong with it is for whoever is asked last
	}
	of := map[*Table]string{}
	var found []foundFile
	for _, g := range sheets {
		t, titles := d.tableOn(g)
		if t == nil {
			continue
		}
		if was := of[t]; was != "" {
			return format.NotMine(), &intake.Refused{
				File: f.Shown, Expected: "one sheet for " + t.Name, Found: "the sheets " + was + " and " + g.Name,
				Do: "Take out or hide the one that is not meant, and import the workbook again.",
			}
		}
		of[t] = g.Name
		found = append(found, foundFile{File: f, Is: t, Titles: titles, Sheet: g.Name})
	}
	if len(found) == 0 {
		return format.NotMine(), nil
	}
	d.files = append(d.files, found...)
	taken := func(g workbook.Grid) bool { t, _ := d.tableOn(g); return t != nil }
	d.notes = append(d.notes, format.UnreadSheets(f, sheets, taken, "a table of the SSDA903")...)
	return format.Mine(), nil
}

// tableOn gives the table that a sheet is, nil where it is none, and how many rows stand above its heading.
func (d *finder) tableOn(g workbook.Grid) (*Table, int) {
	var t *Table
	titles := format.FindHeading(g, func(heading []string) bool { t = d.Match(heading); return t != nil })
	if titles < 0 {
		return nil, titles
	}
	return t, titles
}

// open gives a table as it is to be read.
func open(f foundFile, reading *format.Reading) File {
	file := File{Name: f.Named(), Table: f.Is, Titles: f.Titles}
	if f.Sheet == "" {
		file.Open = func() (io.ReadCloser, error) { return reading.Open(f.File) }
	} else {
		file.Sheet = func() (workbook.Grid, error) { return reading.Sheet(f.File, f.Sheet) }
	}
	return file
}

// addTo counts the years that a table points to.
func (d *finder) addTo(years *Years, f foundFile) error {
	in, err := d.search.Open(f.File)
	if err != nil {
		return err
	}
	defer in.Close()
	if f.Sheet == "" {
		years.addRows(sheet.New(in), f.Titles, func(cell string) string { return cell })
		return nil
	}
	sheets, err := workbook.Read(d.search.Context(), in, 0, &budget.Meter{})
	if err := d.search.Context().Err(); err != nil {
		return err
	}
	if err != nil {
		_, over := errors.AsType[*budget.ExceededError](err)
		return &intake.Refused{File: f.Shown, Expected: "a workbook", Found: format.SaidOf(err).Error(), Do: workbook.DoSave, TooMuch: over}
	}
	for _, g := range sheets {
		if g.Name == f.Sheet {
			years.addRows(workbook.NewRows(g), f.Titles, g.Day)
		}
	}
	return nil
}
