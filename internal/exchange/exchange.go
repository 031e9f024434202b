// Package exchange recognises what an authority has exported, by its content, and
// reads it into records: the SSDA903 return, the children in need census, the Standard
// Safeguarding Dataset, Ofsted's Annex A, and CSV lists of any record type. docs/importing.md says how, for those who import.
package exchange

import (
	"context"
	"errors"
	"time"

	"heed/catalogue"
	"heed/internal/exchange/annexa"
	"heed/internal/exchange/cin"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/ssd"
	"heed/internal/exchange/ssda903"
	"heed/internal/exchange/table"
)

// Fault says what was wrong in a file and what was done about it.
type Fault = intake.Fault

// Sink takes the records, faults and count of rows of a return, in order.
type Sink = intake.Sink

// Refused is the error of a file that is not taken at all.
type Refused = intake.Refused //nolint:errname // named for what the file is

// ErrRefused is what errors.Is finds in a *Refused.
var ErrRefused = intake.ErrRefused

// The kinds of return.
const (
	KindSSDA903 = ssda903.Kind
	KindCIN     = cin.Kind
	KindSSD     = ssd.Kind
	KindAnnexA  = annexa.Kind
	KindCSV     = "csv"
)

// Options says what the user has told of the files.
type Options struct {
	// Kind is the kind that every file must be: a kind of return, or the id of a
	// record type for CSV lists of it. Blank lets each file's content decide.
	Kind string
	// Authority is the authority imported into. A file of another is told as a fault.
	Authority string
	// Year is the year to 31 March of a return that does not tell its own.
	Year int
	// On is the day of an extract of Annex A, the zero time where the user does not say.
	On time.Time
	// Full says that CSV lists hold every record of their types. Returns always do.
	Full bool
	// Today is the day of the import: later dates are told as faults. The zero time
	// tells none.
	Today time.Time
}

// Return is one return or set of lists, ready to be read.
type Return struct {
	// Kind is KindSSDA903, KindCIN, KindSSD, KindAnnexA or KindCSV; Name is what the user called it.
	Kind, Name string
	// Authority is the code of the authority that the file names, blank where it
	// names none.
	Authority string
	// Year is the year to 31 March, 0 for lists that no year is known of.
	Year int
	// Scope names the extract: ssda903 2018, cin 2022, csv 2022, and csv where no year
	// is known. A full one replaces what earlier ones of its scope held, and one that
	// repeats what the last of its scope said is no news.
	Scope string
	Full  bool
	// Named says that a full one speaks only for the children it names: it withdraws nothing of others.
	Named bool
	// Types are the record types that it holds, which is all of their records where
	// Full is set.
	Types []string
	Files []string
	// RecordedOn is when the file says it was written, the zero time where it says
	// nothing of it.
	RecordedOn time.Time
	// Read gives every record and fault to the sink. It may be called again. progress
	// may be nil; it is told how many bytes of how many have been read.
	Read func(ctx context.Context, sink Sink, progress func(done, total int64)) error
	// Parts says, once it has been read, what became of each file of a return made of many. It may be nil.
	Parts func() []Part
}

// formats are what Recognise tries.
type formats struct {
	cat     *catalogue.Catalogue
	norm    *intake.Normaliser
	ssda903 *ssda903.Format
	cin     *cin.Format
	ssd     *ssd.Format
	annexa  *annexa.Format
	lists   *table.Lists
	opt     Options
}

func newFormats(cat *catalogue.Catalogue, opt Options) (*formats, error) {
	norm, err := intake.NewNormaliser(cat)
	if err != nil {
		return nil, err
	}
	nines, errNines := ssda903.New(cat, norm)
	census, errCensus := cin.New(cat, norm)
	dataset, errDataset := ssd.New(cat, norm)
	annex, errAnnex := annexa.New(cat, norm)
	if err := errors.Join(errNines, errCensus, errDataset, errAnnex); err != nil {
		return nil, err
	}
	f := &formats{cat: cat, norm: norm, ssda903: nines, cin: census, ssd: dataset, annexa: annex, lists: table.NewLists(cat, norm), opt: opt}
	switch opt.Kind {
	case "", KindSSDA903, KindCIN, KindSSD, KindAnnexA, KindCSV:
	default:
		if cat.Type(opt.Kind) == nil {
			return nil, errors.New(opt.Kind + " is no kind of return: it is ssda903, cin, ssd, annexa, csv or a record type")
		}
	}
	return f, nil
}
