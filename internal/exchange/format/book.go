package format

import (
	"context"
	"errors"
	"io"
	"slices"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/workbook"
)

// book is a workbook as far as it has been read.
type book struct {
	sheets []workbook.Grid
	err    error
}

// Sheets gives the sheets of a workbook with their first rows, among which a heading stands. It is read once for all formats that ask.
func (s *Search) Sheets(f *File) ([]workbook.Grid, error) {
	if f.book == nil {
		sheets, err := sheetsOf(s.ctx, func() (io.ReadCloser, error) { return s.Open(f) }, HeadingWithin, &budget.Meter{})
		if ctxErr := s.ctx.Err(); ctxErr != nil {
			return nil, ctxErr
		}
		f.book = &book{sheets, err}
	}
	return f.book.sheets, f.book.err
}

// Sheet gives a sheet of a workbook of the return. The workbook is read once, and held until the reading ends. A *intake.Refused says that it cannot be read.
func (r *Reading) Sheet(f *File, name string) (workbook.Grid, error) {
	sheets, err := r.Sheets(f)
	if err != nil {
		return workbook.Grid{}, err
	}
	for _, sheet := range sheets {
		if sheet.Name == name {
			return sheet, nil
		}
	}
	return workbook.Grid{}, intake.Refuse(f.Shown, "a workbook with the sheet "+name, errors.New("none of that name"), DoCheck)
}

// Sheets gives the sheets of a workbook of the return that who opens it sees, as Sheet gives each.
func (r *Reading) Sheets(f *File) ([]workbook.Grid, error) {
	b := r.books[f]
	if b == nil {
		b = &book{}
		b.sheets, b.err = sheetsOf(r.ctx, func() (io.ReadCloser, error) { return r.Open(f) }, 0, &r.Meter)
		if r.books == nil {
			r.books = map[*File]*book{}
		}
		r.books[f] = b
	}
	switch {
	case r.ctx.Err() != nil:
		return nil, r.ctx.Err()
	case b.err != nil:
		return nil, intake.Refuse(f.Shown, "a workbook", SaidOf(b.err), workbook.DoSave)
	}
	return slices.DeleteFunc(slices.Clone(b.sheets), func(g workbook.Grid) bool { return g.Hidden }), nil
}

// SaidOf says why a workbook could not be read: what is too much, or else that it cannot be, without what the library says of it.
func SaidOf(err error) error {
	if over, ok := errors.AsType[*budget.ExceededError](err); ok {
		return over
	}
	return workbook.ErrUnread
}

// UnreadSheets gives a fault for each sheet of a workbook that holds something and is not read, whether hidden or none of what taken says the format takes.
// what says what its heading is none of.
func UnreadSheets(f *File, sheets []workbook.Grid, taken func(workbook.Grid) bool, what string) []intake.Fault {
	var faults []intake.Fault
	for _, sheet := range sheets {
		switch {
		case len(sheet.Rows) == 0:
		case sheet.Hidden:
			faults = append(faults, HiddenSheet(f, sheet.Name))
		case !taken(sheet):
			faults = append(faults, sheetFault(f, sheet.Name, "no row near its top is the heading of "+what))
		}
	}
	return faults
}

// HiddenSheet is the fault of a sheet that is not read since who opens the workbook does not see it.
func HiddenSheet(f *File, sheet string) intake.Fault {
	return sheetFault(f, sheet, "a hidden sheet: show it in the workbook, and import that, if it is meant")
}

func sheetFault(f *File, sheet, reason string) intake.Fault {
	return intake.Fault{File: SheetName(f, sheet), Sheet: sheet, ValueKind: "sheet", Reason: reason, Effect: intake.EffectUnread}
}

// SheetName is how faults name a sheet of a workbook.
func SheetName(f *File, sheet string) string { return f.Shown + ", sheet " + sheet }

func sheetsOf(ctx context.Context, open func() (io.ReadCloser, error), limit int, meter *budget.Meter) ([]workbook.Grid, error) {
	in, err := open()
	if err != nil {
		return nil, err
	}
	sheets, err := workbook.Read(ctx, in, limit, meter)
	return sheets, errors.Join(err, in.Close())
}
