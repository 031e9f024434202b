package annexa

import (
	"errors"
	"io"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/sheet"
	"heed/internal/exchange/workbook"
)

// Grid is a sheet or a CSV file as it stands.
type Grid = workbook.Grid

// CSV reads a file of one list, no more than so many rows where limit is above 0. The meter counts what it holds.
func CSV(in io.Reader, limit int, meter *budget.Meter) (Grid, error) {
	g := Grid{Broken: map[int]string{}}
	r := sheet.New(in)
	for limit <= 0 || len(g.Rows) < limit {
		cells, err := r.Next()
		var bad *sheet.RowError
		switch {
		case errors.Is(err, io.EOF):
			return g, nil
		case errors.As(err, &bad):
			if g.Broken[r.Line()] = bad.Reason; len(g.Broken) > budget.Faults {
				return g, errBroken
			}
		case err != nil:
			return g, err
		default:
			if err := g.Add(append([]string{}, cells...), r.Line(), r.Row(), meter); err != nil {
				return g, err
			}
		}
	}
	return g, nil
}

// errBroken is the error of a file in which nearly nothing can be read.
var errBroken = budget.Over("more than 20,000 rows that cannot be read", "Export it again and import the new file.")
