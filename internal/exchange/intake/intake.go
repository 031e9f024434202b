// Package intake takes the rows of a return, whatever its format. It makes a record
// of each row, compares it with the rows before it and with the calendar, hands the
// record on, and gives a fault for all that is wrong with it.
package intake

import "heed/catalogue"

// Fault says what was wrong in a file and what was done about it. It never holds
// the value itself.
type Fault struct {
	// File is the path within what was imported, with the name of the sheet where it is a workbook; Line counts from 1.
	File string
	// Sheet is the sheet of a workbook, blank where the file is none.
	Sheet string
	Line  int
	// Cell is the cell as a spreadsheet names it, such as C302, blank where the fault is of no one cell.
	Cell string
	// RecordType is the id of the record type, blank where the fault is of no one type.
	RecordType string
	// Field is our field id with the format's own name of the item after it:
	// started_on (DECOM). It is the column or element where that is unknown to us.
	Field     string
	ValueKind string
	Reason    string
	Effect    string
}

// The effects that a fault in a file has besides those of catalogue.Fault.
const (
	EffectColumn = "column not read"
	EffectFile   = "file not read"
	EffectUnread = "not read"
)

// Sink takes what is read from a return, in the order of its rows.
type Sink interface {
	// Record takes a record that is fit to go in.
	Record(catalogue.Record) error
	// Fault takes a fault. A row may have several, and go in or be kept out.
	Fault(Fault) error
	// Read says that this many more rows have been read, whether or not they go in.
	Read(rows int) error
	// Cover takes, once all rows have been read, what the records of a type cover.
	Cover(Coverage) error
}

// FileUnread is the fault of a file that is not read at all.
func FileUnread(file, reason string) Fault {
	return Fault{File: file, ValueKind: "file", Reason: reason, Effect: EffectFile}
}
