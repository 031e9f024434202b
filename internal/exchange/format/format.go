// Package format is what the formats of the exchange have in common: what each of them must be able to do, the files that
// they look at, and the returns that they make of them. A new format is a package that gives a [Spec], and one line in the
// table of package exchange.
package format

import (
	"time"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// Spec describes a format. Package exchange lists those of all formats in one table.
type Spec struct {
	// Kind is the format's name, as users give it and returns of it have it.
	Kind string
	// Title names a return of it after "expected": an SSDA903 return.
	Title string
	// Expected says what a file is to be that the user says is of a kind that it reads. Blank is whatever any format reads.
	Expected func(kind string) string
	// Lenient says that it recognises what only resembles it, so that it is asked after all formats that do not.
	Lenient bool
	// Reads says whether it reads files of a kind that is not its own, as lists do that are named by their record type. Nil
	// says that it reads none.
	Reads func(cat *catalogue.Catalogue, kind string) bool
	// New gives the format for a catalogue, and an error where the catalogue lacks what the format fills.
	New func(cat *catalogue.Catalogue, norm *intake.Normaliser) (Format, error)
}

// Format is one format as a catalogue maps it. It does not change, so it may be shared.
type Format interface {
	// Begin begins a search among files that belong together, such as those of one folder.
	Begin(s *Search) Finder
}

// Finder recognises the files of its format in one search, and groups them into returns.
type Finder interface {
	// Claims says what a file's name claims the file to be, blank where it claims nothing of this format.
	Claims(f *File) string
	// Recognise says whether a file is of the format, by its content. One that is, the finder keeps for Returns. An error
	// says that the file cannot be opened, or is a *intake.Refused.
	Recognise(f *File) (Answer, error)
	// Returns groups the files recognised into returns, each of which says what it covers and can read itself. The faults
	// are of files that are left out of them.
	Returns() ([]*Return, []intake.Fault, error)
}

// Answer is what a format says of a file.
type Answer struct {
	mine       bool
	Reason, Do string
}

// Mine says that a file is of the format.
func Mine() Answer { return Answer{mine: true} }

// NotMine says that a file is not of the format, so that the next one is asked.
func NotMine() Answer { return Answer{} }

// Unusable says that no format but this one could read a file, and that this one cannot: why, and what to do about it.
func Unusable(reason, do string) Answer { return Answer{Reason: reason, Do: do} }

// IsMine says whether the file is of the format.
func (a Answer) IsMine() bool { return a.mine }

// What to do about a file that cannot be read.
const (
	DoCheck  = "Check that it is the file you mean, and import that."
	DoUTF8   = "Save it as CSV (UTF-8) and import it again."
	DoSheets = "Save each sheet as CSV (UTF-8) and import those."
)

// Options says what the user has said of the files.
type Options struct {
	// Kind is the kind that every file must be: a kind of return, or the id of a
	// record type for CSV lists of it. Blank lets each file's content decide.
	Kind string
	// Authority is the authority imported into. A file of another gives a fault.
	Authority string
	// Year is the year to 31 March of a return that does not say its own.
	Year int
	// On is the day of an extract of Annex A or of a dataset, the zero time where the user does not say.
	On time.Time
	// CompleteFrom and CompleteTo are the days between which the user says that lists hold everything; CompleteTo is also the
	// day of a return whose year still runs, and of a dataset. Either is the zero time where the user does not say.
	CompleteFrom, CompleteTo time.Time
	// Full says that CSV lists hold every record of their types. Returns always do.
	Full bool
	// Today is the day of the import: a later date is a fault. Where it is the zero time no date is.
	Today time.Time
}

// YearOf gives the year of the return that a file is of: what its content says, or else the folder, or else the user. Content
// that is not sure says only which year is the earliest. Where nothing says a year the file is refused.
func (o Options) YearOf(f *File, inside int, sure bool) (int, error) {
	if sure && inside > 0 {
		return inside, nil
	}
	for _, year := range []int{f.YearInPath(), o.Year, inside} {
		if year > 0 && year >= inside {
			return year, nil
		}
	}
	return 0, &intake.Refused{
		File: f.Shown, Expected: "a return whose year can be told", Found: "no date that tells it",
		Do: "Say the year, or put the file in a folder named by it, such as 2023-24.",
	}
}

// Search is one search among files that belong together.
type Search struct {
	Options
	tracker
}
