// Package format is what the formats of the exchange have in common: what each of them must be able to do, the files that
// they look at, and the returns that they make of them. A new format is a package that gives a [Spec], and one line in the
// table of package exchange.
package format

import (
	"context"
	"errors"
	"strconv"
	"time"

	"heed/catalogue"
	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/workbook"
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
	// TooMuch says that the file holds more than a limit of package budget allows.
	TooMuch bool
}

// Mine says that a file is of the format.
func Mine() Answer { return Answer{mine: true} }

// NotMine says that a file is not of the format, so that the next one is asked.
func NotMine() Answer { return Answer{} }

// Unusable says that no format but this one could read a file, and that this one cannot: why, and what to do about it.
func Unusable(reason, do string) Answer { return Answer{Reason: reason, Do: do} }

// Broken says the same as Unusable, of an error that reading the file gave.
func Broken(err error, do string) Answer {
	if over, ok := errors.AsType[*budget.ExceededError](err); ok {
		return Answer{Reason: over.What, Do: over.Do, TooMuch: true}
	}
	if refused, ok := errors.AsType[*intake.Refused](err); ok {
		return Answer{Reason: refused.Found, Do: refused.Do, TooMuch: refused.TooMuch}
	}
	return Unusable(err.Error(), do)
}

// IsMine says whether the file is of the format.
func (a Answer) IsMine() bool { return a.mine }

// What to do about a file that cannot be read.
const (
	DoCheck = "Check that it is the file you mean, and import that."
	DoUTF8  = "Save it as CSV (UTF-8) and import it again."
	DoSave  = workbook.DoSave
)

// Options says what the user has said of the files.
type Options struct {
	// Kind is the kind that every file must be: a kind of return, or the id of a
	// record type for CSV lists of it. Blank lets each file's content decide.
	Kind string
	// Authority is the authority imported into. A file of another gives a fault.
	Authority string
	// Take are the patterns that say which of several files is meant, where a return has one thing twice: see [File.Matches].
	Take []string
	// Year is the year to 31 March of a return that does not say its own.
	Year int
	// On is the day of an extract of Annex A or of a dataset, the zero time where the user does not say.
	On time.Time
	// CompleteFrom and CompleteTo are the days between which the user says that lists hold everything; CompleteTo is also the
	// day of a return whose year still runs, and of a dataset. Either is the zero time where the user does not say.
	CompleteFrom, CompleteTo time.Time
	// Full says that CSV lists hold every record of their types. Returns always do.
	Full bool
	// Closed are the record types that the user may not write by hand.
	Closed []string
	// Columns are what was said of the columns of files that have headings of their own, in the order in which it was.
	Columns []Columns
	// Today is the day of the import: a later date is a fault. Where it is the zero time no date is.
	Today time.Time
}

// KnownYear is the year of a return, with what told it.
type KnownYear struct {
	Year int
	// From says where the year was taken from: the name of the folder, 2023-24.
	From string
	// Note is what whoever imports must know of it, blank where nothing speaks against it.
	Note string
}

// YearOf gives the year of the return that a file is of. The name of the file counts before what is in it, and that before the name of
// a folder and what the user says; content that is not sure says only which year is the earliest, and none of these names an earlier one. Where nothing
// says a year, or what says it cannot be one, the file is refused. content says what in the file tells its year.
func (o Options) YearOf(f *File, named NamedYear, inside int, sure bool, content string) (KnownYear, error) {
	dated := o.tell(named, inside, sure, content)
	switch {
	case dated.Year == 0:
		return dated, &intake.Refused{
			File: f.Shown, Expected: "a return whose year can be told", Found: "no date that tells it",
			Do: "Say the year, or put it into the name of the file or of a folder around it, such as 2023-24.",
		}
	case !o.possible(dated.Year):
		return dated, &intake.Refused{
			File: f.Shown, Expected: "a return of a year from " + catalogue.CollectionYear(firstYear) + " to next year",
			Found: "the year to March " + strconv.Itoa(dated.Year) + ", by " + dated.From, Do: "Correct it, such as to 2023-24.",
		}
	}
	return dated, nil
}

func (o Options) possible(year int) bool { return possible(year, o.Today) }

func (o Options) tell(named NamedYear, inside int, sure bool, content string) KnownYear {
	byContent := KnownYear{Year: inside, From: content}
	if named.Year > 0 && named.Year != inside && inside > 0 {
		byContent.From += ", though " + named.words() + ", says " + catalogue.CollectionYear(named.Year)
	}
	switch {
	case named.Own && !named.Dated && named.Year >= inside:
		dated := KnownYear{Year: named.Year, From: named.words()}
		if sure && inside > 0 && named.Year != inside {
			dated.Note = "read as the return of " + catalogue.CollectionYear(named.Year) + ", by its name, though " + content + " are of " + catalogue.CollectionYear(inside)
		}
		return dated
	case inside > 0 && named.Own && !named.Dated:
		byContent.Note = "read as the return of " + catalogue.CollectionYear(inside) + ", though its name says " + catalogue.CollectionYear(named.Year) + ": " + content + " are of the later year"
		return byContent
	case sure && inside > 0:
		return byContent
	case named.Year > 0 && named.Year >= inside:
		return KnownYear{Year: named.Year, From: named.words()}
	case o.Year > 0 && o.Year >= inside:
		return KnownYear{Year: o.Year, From: "the year that you gave"}
	}
	return byContent
}

// Search is one search among files that belong together.
type Search struct {
	Options
	tracker

	ctx context.Context // lives no longer than the search
}

// NewSearch begins a search. Once ctx is done, no more can be read of any file that it opened.
func NewSearch(ctx context.Context, o Options) *Search { return &Search{Options: o, ctx: ctx} }

// Context is done when the search is to end.
func (s *Search) Context() context.Context { return s.ctx }
