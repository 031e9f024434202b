package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"heed/internal/door"
	"heed/internal/export"
	"heed/internal/extract"
	"heed/internal/web/kit"
)

// The fields of the form that have no name in the kit.
const (
	fieldWhat = "what"
	fieldType = "type"
	fieldYear = "year"
	fieldForm = "form"
)

// exportForm is what the reader asks for: as typed and, once it has been checked, as read.
type exportForm struct {
	what, recordType, typedYear, form string

	choice   *choice
	year     int
	question door.Question
}

// file is what is to be downloaded: its name, and what writes it.
type file struct {
	name  string
	write func(io.Writer) error
}

func formOf(values url.Values) exportForm {
	f := exportForm{what: values.Get(fieldWhat), recordType: values.Get(fieldType), typedYear: strings.TrimSpace(values.Get(fieldYear)), form: values.Get(fieldForm)}
	f.choice = choiceOf(f.what)
	return f
}

// ofYear says whether a return of a year is asked for, which is as it stood at the end of that year.
func (f *exportForm) ofYear() bool { return f.what == ssda903 || f.what == census }

// read checks what was asked for. What belongs to another choice than the one that was made is not looked at.
func (f *exportForm) read(s *kit.Site, r *http.Request) (kit.Faults, error) {
	var faults kit.Faults
	switch {
	case f.choice == nil:
		faults.Add(fieldWhat, "Choose what to download")
		return faults, nil
	case f.what == ofOneType && s.Door.Catalogue().Type(f.recordType) == nil:
		faults.Add(fieldType, "Choose a kind of record from the list")
	}
	if f.ofYear() {
		f.readYear(&faults, kit.Today(s.Now()))
	} else if err := f.readDays(&faults, s, r); err != nil {
		return nil, err
	}
	if f.choice.ends[f.form] == "" {
		faults.Add(fieldForm, f.choice.only)
	}
	return faults, nil
}

// readYear reads the year of a return, which must have begun.
func (f *exportForm) readYear(faults *kit.Faults, today time.Time) {
	latest := lastYear(today) + 1
	var err error
	switch f.year, err = strconv.Atoi(f.typedYear); {
	case f.typedYear == "":
		faults.Add(fieldYear, "Enter the year of the return, such as 2026")
	case err != nil:
		faults.Add(fieldYear, notAYear)
	case f.year > latest:
		faults.Add(fieldYear, fmt.Sprintf("Enter a year that has begun: %d or earlier", latest))
	}
}

// notAYear is said of what is typed in the place of a year and is none of a return.
const notAYear = "Enter the year in which the return’s year ends, such as 2026 for 2025-26"

// readDays reads the day asked about and the moment whose knowledge is used.
func (f *exportForm) readDays(faults *kit.Faults, s *kit.Site, r *http.Request) error {
	var unread *kit.QuestionError
	var err error
	if f.question, err = s.Question(r); errors.As(err, &unread) {
		*faults = append(*faults, unread.Faults()...)
		return nil
	}
	return err
}

// errNothing is given where a return would hold nothing: a census of nobody would say that no child is in need.
var errNothing = errors.New("nothing belongs in this return")

// file makes what was asked for. The use case asks whether the reader may have it, and logs it.
func (f *exportForm) file(ctx context.Context, s *door.Session) (file, error) {
	end := f.choice.ends[f.form]
	switch f.what {
	case annexA:
		found, err := extract.FindAnnexA(ctx, s.At(f.question))
		name := "annex-a-" + found.AsAt.Format(time.DateOnly) + end
		return file{name, func(w io.Writer) error { return export.Workbook(w, found.Tables...) }}, err
	case ssda903:
		found, err := extract.FindSSDA903(ctx, s, f.year)
		if err == nil && found.Rows == 0 {
			err = errNothing
		}
		return file{"ssda903-" + strconv.Itoa(f.year) + end, found.Zip}, err
	case census:
		found, err := extract.FindCensus(ctx, s, f.year)
		if err == nil && found.Rows == 0 {
			err = errNothing
		}
		name := "census-" + strconv.Itoa(f.year) + end
		if end == ".xml" {
			return file{name, found.XML}, err
		}
		return file{name, func(w io.Writer) error { return extract.Write(w, found.Table(), name) }}, err
	default:
		found, err := extract.FindRecords(ctx, s.At(f.question), f.recordType)
		name := f.recordType
		if !f.question.AsAt.IsZero() {
			name += "-" + f.question.AsAt.Format(time.DateOnly)
		}
		name += end
		return file{name, func(w io.Writer) error { return extract.Write(w, found.Table, name) }}, err
	}
}

// faultsOf gives what the reader can mend of an error, none where they can mend nothing.
func (f *exportForm) faultsOf(err error) (faults kit.Faults) {
	switch {
	case errors.Is(err, errNothing):
		faults.Add(fieldYear, "Nothing that Heed holds, and that is open to you, belongs in the return of this year: enter another")
	case f.ofYear() && errors.Is(err, door.ErrInvalid):
		faults.Add(fieldYear, notAYear)
	case errors.Is(err, export.ErrTooManyRows) && f.what == annexA:
		faults.Add(fieldForm, "One of the lists has more rows than a sheet of a workbook holds: ask for an earlier day, or take records of one kind")
	case errors.Is(err, export.ErrTooManyRows):
		faults.Add(fieldForm, "There are more rows than a sheet of a workbook holds: choose CSV or Parquet")
	}
	return faults
}
