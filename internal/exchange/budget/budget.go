// Package budget says how much one reading of files may take: every limit of every reader stands here, and docs/importing.md
// lists them for those who import. Real returns of the largest authority are far below each.
package budget

import (
	"errors"
	"time"
)

// What may be opened.
const (
	// Files is how many files one import may have, in a folder or a zip file.
	Files = 20_000
	// NameBytes is how long the name of a file in a zip file may be.
	NameBytes = 500
	// ListingBytes is how long the list of its files that a zip file holds may be.
	ListingBytes = 16 << 20
	// ArchiveBytes is the most that the files of a zip file may hold together once unzipped.
	ArchiveBytes = 2 << 30
	// Ratio is how many times as large as its zip file a file may be. One that is smaller than SmallBytes may be more.
	Ratio      = 200
	SmallBytes = 16 << 20
	// InMemoryBytes is the largest file of a zip file that is held in memory, as those are that are not read in their order.
	InMemoryBytes = 128 << 20
)

// What may stand in a file of text.
const (
	// LineBytes is how long a line of CSV, a value, or the piece of XML from one tag to the next may be.
	LineBytes = 1 << 20
	// Columns is how many cells a row may have: as many as a spreadsheet has columns.
	Columns = 16_384
	// Rows is how many rows a file may have.
	Rows = 5_000_000
	// Depth is how deep elements of XML may lie in one another.
	Depth = 64
	// ChildRows is how many records one child may have in XML, where they are held until the child ends.
	ChildRows = 100_000
)

// What may stand in a workbook. All of it stays in memory, so that no child's data is left in a folder for temporary files.
const (
	WorkbookFileBytes = 64 << 20
	// WorkbookBytes is the most that a workbook may hold once unzipped, and WorkbookParts of how many files it may be made.
	WorkbookBytes = 128 << 20
	WorkbookParts = 5_000
	Sheets        = 500
	// Cells is how many cells may be held at once, blank ones before the last of a row among them.
	Cells = 5_000_000
	// Tags is how many tags the texts and styles of a workbook may be made of, and ListTags those parts that list its others.
	Tags     = 2_000_000
	ListTags = 20_000
)

// What may stand in Parquet.
const (
	// Scale is how many digits a number may have after its point, and NumberBytes how long it may be in all.
	Scale       = 38
	NumberBytes = 32
	// RowGroups is how many groups its rows may lie in, and ChunkBytes how large a group's column may say that it is.
	RowGroups  = 10_000
	ChunkBytes = 512 << 20
	// Pages is how many pages those columns may lie in, and PageBytes how large a page may say that it is once unpacked.
	Pages     = 1_000_000
	PageBytes = 128 << 20
)

// What may be held and kept.
const (
	// HeldBytes is how much of the rows of one return may be held in memory until the last of them has been read.
	HeldBytes = 400 << 20
	// Faults is how many faults an import keeps, and FaultBytes how much text they may have. The others are counted.
	// An import with more than CountedFaults of them is refused: nobody mends so many, and a file that holds nothing else is soon read no further.
	Faults        = 20_000
	FaultBytes    = 2 << 20
	CountedFaults = 1_000_000
	// KeptBytes is the most that files may give in all, records and faults, before any of it is recorded.
	KeptBytes = 4 << 30
	// MemoryBytes is the most memory that reading uploaded files may take, besides that of the program itself.
	MemoryBytes = 768 << 20
)

// The time that reading may take: some seconds, and more for each megabyte of the files.
const (
	seconds = 9 * time.Second
	perMB   = 2 * time.Second
	longest = 2 * time.Hour
)

// Time is how long the reading of files of so many bytes may take. It is several times what a slow machine needs.
func Time(bytes int64) time.Duration {
	return min(seconds+time.Duration(max(bytes, 0)>>20)*perMB, longest)
}

// ErrExceeded is what errors.Is finds in an error that says that a limit was passed.
var ErrExceeded = errors.New("more than Heed reads")

// ExceededError says that files hold more than a limit allows.
type ExceededError struct {
	// What was too much, with the limit: more than 500 sheets. Do is what to do about it, a sentence.
	What, Do string
}

// Over makes the error of a limit that was passed.
func Over(what, do string) *ExceededError { return &ExceededError{what, do} }

// Error gives what was too much.
func (e *ExceededError) Error() string { return e.What }

// Unwrap makes errors.Is(err, ErrExceeded) true.
func (e *ExceededError) Unwrap() error { return ErrExceeded }

// Meter counts what one reading holds in memory. The zero value is ready to use. It is for one goroutine.
type Meter struct{ bytes, cells int64 }

// The errors of what is held.
var (
	errHeld = Over("more than 400 megabytes of rows that must be held together", "Import it in parts, a year or a table at a time.")
	// ErrCells is the error of too many cells.
	ErrCells = Over("more than 5,000,000 cells, the blank ones before the last of each row among them",
		"Take away what stands far to the right of or below the lists, or save each list as CSV (UTF-8) and import those.")
)

// Hold counts bytes that are held from here on. Past the limit it gives an *ExceededError.
func (m *Meter) Hold(bytes int) error {
	if m.bytes += int64(bytes); m.bytes > HeldBytes {
		return errHeld
	}
	return nil
}

// HoldCells counts a row of cells that are held from here on. Past either limit it gives an *ExceededError.
func (m *Meter) HoldCells(cells []string) error {
	const header = 16 // of a string
	bytes := header * len(cells)
	for _, c := range cells {
		bytes += len(c)
	}
	if m.cells += int64(len(cells)); m.cells > Cells {
		return ErrCells
	}
	return m.Hold(bytes)
}
