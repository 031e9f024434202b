package imports

import (
	"fmt"
	"time"

	"heed/internal/exchange"
	"heed/internal/ledger"
)

// Request says what is to be imported.
type Request struct {
	// Paths are files, folders or zip files.
	Paths []string
	// Kind is the kind that every file must be: ssda903, cin, ssd, annexa, csv or a record type. Blank lets the content decide.
	Kind string
	// Take are the patterns that say which of several files is meant, where a return has one thing twice.
	Take []string
	// Year is the year to 31 March of a return that does not tell its own.
	Year int
	// On is the day of an extract of Annex A or of a dataset; zero takes it from what is in it.
	On time.Time
	// CompleteFrom and CompleteTo are the days between which CSV lists hold everything: without them a list is taken to go from
	// the first day recorded in it to the last. CompleteTo is also the day of a return whose year still runs, and of a dataset.
	CompleteFrom, CompleteTo time.Time
	// MaxWithdrawn is the greatest share, 0 to 1, of the last extract's records that may be withdrawn; 0 is the default.
	MaxWithdrawn float64
	// Full says that CSV lists hold every record of their types. Returns always do.
	Full bool
	// OtherAuthority says to import even what says that it is another authority's, or names hardly any child that Heed knows.
	OtherAuthority bool
	// At is when it counts as recorded; zero is now. It may not be before what is recorded already, nor after now.
	At time.Time

	// ID is the number of the import, and of the first of its returns, blank where it is to be given one. What has been recorded under it is not
	// recorded again, so that an import that was cut off can be begun again.
	ID string
	// Apart says to read the files in a process of its own, so that no file can harm this one: see package apart.
	Apart bool
	// found is what the files are, once somebody has looked.
	found *exchange.Found
	// shown is what whoever imports has seen that the import would do, nil where they have not asked.
	shown *Result
}

// Expecting makes a request that is refused with [ErrChanged] where it would do anything else than was shown by [Preview].
func (r Request) Expecting(shown Result) Request {
	r.shown = &shown
	return r
}

// Progress says how far an import has come.
type Progress struct {
	// Stage is "looking", "reading", "recording" or "working out".
	Stage string
	// Name is the return being read or recorded, the Index'th, from 1, of Of.
	Name, Kind, Scope string
	Index, Of         int
	// Done and Total are bytes of it.
	Done, Total int64
}

// Imported is what became of one return.
type Imported struct {
	Receipt

	Name, Kind, Scope string
	// YearFrom says where the return's year was taken from, such as the name of the folder, 2023-24; blank where no year is known.
	YearFrom string
	// SpeaksTo is the day to which an extract speaks, and DayFrom where it was taken from; DayFrom is blank of what is of a year, or of no known day.
	SpeaksTo time.Time
	DayFrom  string
	// Newer is the day of an extract of the same kind that was imported before and speaks to a later day: nothing that it says is changed. It is
	// the zero time where there is none.
	Newer time.Time
	// Authority is the code of the authority that the return says it is of, blank where it does not say.
	Authority string
	// Files are its files, as they were named.
	Files []string
	// Saved are those of its files that are read by what somebody said of their columns.
	Saved []string
	// Types says what becomes of the records of each type, and Sum stands for all of that: see [ledger.Effect].
	Types []TypeEffect
	Sum   uint64
	// Children are those that it names.
	Children Children
	// Parts says what became of each file of a return that is made of many objects.
	Parts []Part
	// Covers says which days the records of each type can be taken as complete for.
	Covers []Coverage
}

// TypeEffect is what an import does to the records of one type.
type TypeEffect = ledger.TypeEffect

// Children counts the children whom a return names.
type Children struct {
	// Known are those of whom something was recorded before the import, and New the others.
	Known, New int
	// OtherNumber are those of the new ones whose unique pupil number is that of a child whom Heed holds under another number. It is counted
	// by a preview only.
	OtherNumber int
}

// Part is what became of one file of a return.
type Part = exchange.Part

// PartCount is how many there are of something in a part.
type PartCount = exchange.Count

// Result is what became of an import.
type Result struct {
	Batches                                          []Imported
	RowsRead, Appended, Unchanged, Withdrawn, Faults int
	// Whole says that every return went in.
	Whole bool
	// Joined counts the pairs of numbers that are now taken as one child, since they have one unique pupil number; Doubtful
	// those of which a person must decide.
	Joined, Doubtful int
	// Objections are why a preview's import would be refused, unless told otherwise.
	Objections []ObjectionError
	// FaultList holds the faults that are kept, as many as the budget of an import allows; Faults counts all.
	FaultList []Fault
}

// words says what became of an import, for the access log.
func (r Result) words() string {
	if len(r.Batches) == 0 {
		return "nothing recorded"
	}
	return fmt.Sprintf("%d imports: %d rows, %d recorded, %d withdrawn, %d faults", len(r.Batches), r.RowsRead, r.Appended, r.Withdrawn, r.Faults)
}
