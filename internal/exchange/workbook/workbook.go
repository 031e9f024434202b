// Package workbook reads the sheets of a workbook in Excel's format (.xlsx), within the limits of package budget.
package workbook

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"

	"heed/internal/exchange/budget"
)

// ErrUnread is the error of a workbook that cannot be opened.
var ErrUnread = errors.New("a workbook or document that cannot be read: it is damaged, protected by a password, or not .xlsx")

// DoSave is what to do about a workbook that cannot be read, a sentence.
const DoSave = "Open it in Excel or LibreOffice, save it as .xlsx without a password, and import that."

// The errors of a workbook that holds too much.
var (
	errFile   = budget.Over("a workbook of more than 64 megabytes", doCSV)
	errParts  = budget.Over("a workbook of more than 5,000 parts", doCSV)
	errWhole  = budget.Over("a workbook of more than 128 megabytes when it is unzipped", doCSV)
	errTags   = budget.Over("a workbook with more than 2,000,000 tags in its texts and styles", doCSV)
	errList   = budget.Over("a workbook with more than 20,000 tags in a list of its parts", doCSV)
	errSheets = budget.Over("a workbook of more than 500 sheets", "Take out the sheets that are no lists, and import it again.")
)

const doCSV = "Save each list as CSV (UTF-8) and import those."

// Read reads the sheets of a workbook, no more than so many rows of each where limit is above 0. The meter counts what it holds. The error is
// [ErrUnread] of one that cannot be read, and a *budget.ExceededError of one that holds too much.
func Read(ctx context.Context, in io.Reader, limit int, meter *budget.Meter) (grids []Grid, err error) {
	text, err := io.ReadAll(io.LimitReader(in, budget.WorkbookFileBytes+1))
	switch {
	case err != nil:
		return nil, err
	case len(text) > budget.WorkbookFileBytes:
		return nil, errFile
	}
	z, err := checkParts(ctx, text)
	if err != nil {
		return nil, err
	}
	if err := matchNames(z, text); err != nil {
		return nil, errors.Join(ErrUnread, err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(text), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: budget.WorkbookBytes, UnzipXMLSizeLimit: budget.WorkbookBytes,
	})
	if err != nil {
		return nil, errors.Join(ErrUnread, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	epoch := false
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		epoch = *props.Date1904
	}
	names := f.GetSheetList()
	if len(names) > budget.Sheets {
		return nil, errSheets
	}
	for _, name := range names {
		shown, err := f.GetSheetVisible(name)
		if err != nil {
			return nil, errors.Join(ErrUnread, err)
		}
		g := Grid{Name: name, Epoch1904: epoch, Hidden: !shown}
		if err := g.fill(ctx, f, limit, meter); err != nil {
			return nil, err
		}
		grids = append(grids, g)
	}
	return grids, nil
}

// fill reads the rows of a sheet. A sheet of a chart has none.
func (g *Grid) fill(ctx context.Context, f *excelize.File, limit int, meter *budget.Meter) error {
	rows, err := f.Rows(g.Name)
	if err != nil {
		return errors.Join(ErrUnread, err)
	}
	for line := 1; rows.Next() && (limit <= 0 || len(g.Rows) < limit); line++ {
		if line > excelize.TotalRows || ctx.Err() != nil {
			// Every number up to that of the next row is counted through, so a row numbered out of all bounds never ends.
			return errors.Join(ErrUnread, ctx.Err(), rows.Close())
		}
		cells, err := rows.Columns()
		if err != nil {
			return errors.Join(ErrUnread, err, rows.Close())
		}
		if err := g.Add(cells, line, line, meter); err != nil {
			return errors.Join(err, rows.Close())
		}
	}
	if err := errors.Join(rows.Error(), rows.Close()); err != nil {
		return errors.Join(ErrUnread, err)
	}
	return nil
}

// checkParts counts what a workbook is made of before it is taken apart: a small file can hold so many tags that what is made of them
// fills a machine.
func checkParts(ctx context.Context, text []byte) (*zip.Reader, error) {
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		return nil, errors.Join(ErrUnread, err)
	}
	if len(z.File) > budget.WorkbookParts {
		return nil, errParts
	}
	var whole uint64
	for _, part := range z.File {
		if whole += part.UncompressedSize64; part.UncompressedSize64 > budget.WorkbookBytes || whole > budget.WorkbookBytes {
			return nil, errWhole
		}
	}
	tags := 0
	for _, part := range z.File {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n, cells, err := count(part)
		if err != nil {
			return nil, errors.Join(ErrUnread, err)
		}
		switch name := strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/")); {
		case cells > budget.Cells:
			return nil, budget.ErrCells
		case strings.HasPrefix(name, "xl/worksheets/") && path.Ext(name) == ".xml": // read cell by cell
		case n > budget.ListTags && (path.Ext(name) == ".rels" || name == "[content_types].xml" || strings.HasPrefix(path.Base(name), "workbook")):
			return nil, errList
		default:
			if tags += n; tags > budget.Tags {
				return nil, errTags
			}
		}
	}
	return z, nil
}

// count counts the tags in a part of a workbook, and those of them that begin as a cell does.
func count(part *zip.File) (tags, cells int, err error) {
	in, err := part.Open()
	if err != nil {
		return 0, 0, err
	}
	defer in.Close()
	buf := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := in.Read(buf[kept:])
		read := buf[:kept+n]
		tags += bytes.Count(read[kept:], []byte("<"))
		cells += bytes.Count(read, []byte("<c ")) + bytes.Count(read, []byte("<c>")) + bytes.Count(read, []byte("<c/"))
		if errors.Is(err, io.EOF) {
			return tags, cells, nil
		}
		if err != nil {
			return tags, cells, err
		}
		kept = copy(buf, read[max(0, len(read)-2):])
	}
}
