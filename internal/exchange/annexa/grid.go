package annexa

import (
	"errors"
	"io"

	"github.com/xuri/excelize/v2"

	"heed/internal/exchange/sheet"
)

// Grid is a sheet or a CSV file as it stands.
type Grid struct {
	// Name is the sheet's, blank for a file.
	Name string
	// Rows are the rows that hold anything, and Lines where each stands, from 1.
	Rows  [][]string
	Lines []int
	// Epoch1904 says that days are counted from 1904, as old Macintosh workbooks do.
	Epoch1904 bool
	// Broken are rows that could not be read, by their line.
	Broken map[int]string
}

// mostUnzipped is the most that a workbook may hold once unzipped. All of it stays in memory, so that no child's data is left
// in a folder for temporary files.
const mostUnzipped = 512 << 20

// ErrWorkbook is the error of a workbook that cannot be opened.
var ErrWorkbook = errors.New("a workbook or document that cannot be read: it is damaged, protected by a password, or not .xlsx")

// Workbook reads the sheets of a workbook, no more than so many rows of each where limit is above 0.
func Workbook(in io.Reader, limit int) (grids []Grid, err error) {
	f, err := excelize.OpenReader(in, excelize.Options{RawCellValue: true, UnzipSizeLimit: mostUnzipped, UnzipXMLSizeLimit: mostUnzipped})
	if err != nil {
		return nil, errors.Join(ErrWorkbook, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	epoch := false
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		epoch = *props.Date1904
	}
	for _, name := range f.GetSheetList() {
		g := Grid{Name: name, Epoch1904: epoch}
		rows, err := f.Rows(name)
		if err != nil {
			continue // a sheet of a chart has no rows
		}
		for line := 1; rows.Next() && (limit <= 0 || len(g.Rows) < limit); line++ {
			if line > excelize.TotalRows {
				// Every number up to that of the next row is counted through, so a row numbered out of all bounds never ends.
				return nil, errors.Join(ErrWorkbook, rows.Close())
			}
			cells, err := rows.Columns()
			if err != nil {
				return nil, errors.Join(ErrWorkbook, err, rows.Close())
			}
			g.add(cells, line)
		}
		if err := errors.Join(rows.Error(), rows.Close()); err != nil {
			return nil, errors.Join(ErrWorkbook, err)
		}
		grids = append(grids, g)
	}
	return grids, nil
}

// CSV reads a file of one list, no more than so many rows where limit is above 0.
func CSV(in io.Reader, limit int) (Grid, error) {
	g := Grid{Broken: map[int]string{}}
	r := sheet.New(in)
	for limit <= 0 || len(g.Rows) < limit {
		cells, err := r.Next()
		var bad *sheet.RowError
		switch {
		case errors.Is(err, io.EOF):
			return g, nil
		case errors.As(err, &bad):
			g.Broken[r.Line()] = bad.Reason
		case err != nil:
			return g, err
		default:
			g.add(append([]string{}, cells...), r.Line())
		}
	}
	return g, nil
}

func (g *Grid) add(cells []string, line int) {
	for _, cell := range cells {
		if cell != "" {
			g.Rows, g.Lines = append(g.Rows, cells), append(g.Lines, line)
			return
		}
	}
}
