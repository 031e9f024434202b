package imports

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"heed/internal/imports"
	"heed/internal/web/kit"
)

const (
	// uploadLimit is the most that one upload may hold. A year's returns of the largest authority are a tenth of it.
	uploadLimit = 512 << 20
	// uploadFiles is the most files in one upload; more come in a zip file.
	uploadFiles = 200
	// partLimit is the most that a field beside the files may hold.
	partLimit = 1 << 10
)

// importForm is what the reader sends to be imported: files, which go into the upload as they come, and what they say of them.
type importForm struct {
	upload *imports.Upload
	// mending says that a file takes the place of the one of its name, or of the one called instead.
	mending bool
	instead string
	files   int

	Kind string
	// Whole says that CSV lists hold every record of their types.
	Whole bool
	// From and To are the days between which lists hold everything, as they were typed. CompleteFrom and CompleteTo are those
	// days, zero where nothing was typed.
	From, To                 string
	CompleteFrom, CompleteTo time.Time
}

// read takes an upload as it comes, without holding a file in memory. What is wrong with it is told as faults; an error is Heed's
// own.
func (f *importForm) read(w http.ResponseWriter, r *http.Request) (kit.Faults, error) {
	r.Body = http.MaxBytesReader(w, r.Body, uploadLimit+partLimit*8)
	parts, err := r.MultipartReader()
	if err != nil {
		return kit.Faults{{Field: "files", Message: "Choose the files to import"}}, nil //nolint:nilerr // a form that was not sent as one
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = f.part(part)
		}
		if faults, broken := uploadFaults(err); broken != nil || faults != nil {
			return faults, broken
		}
	}
	if f.files == 0 {
		return kit.Faults{{Field: "files", Message: "Choose the files to import"}}, nil
	}
	return nil, nil
}

// faults checks what was said of the files.
func (f *importForm) faults(today time.Time) kit.Faults {
	var faults kit.Faults
	switch f.Kind {
	case "", "ssda903", "cin", "ssd", "annexa", "csv":
	default:
		faults.Add("kind", "Choose what the files are from the list")
	}
	f.days(&faults, today)
	return faults
}

// days reads the days between which lists hold everything.
func (f *importForm) days(faults *kit.Faults, today time.Time) {
	for _, field := range []struct {
		name, typed string
		to          *time.Time
	}{{"complete_from", f.From, &f.CompleteFrom}, {"complete_to", f.To, &f.CompleteTo}} {
		if strings.TrimSpace(field.typed) == "" {
			continue
		}
		day, ok := kit.ParseDate(field.typed)
		if !ok {
			faults.Add(field.name, "Enter a day such as 31 March 2026")
			continue
		}
		if *field.to = day; day.After(today) {
			faults.Add(field.name, "Enter a day up to today: nothing can be complete to a day that is still to come")
		}
	}
	if !f.CompleteTo.IsZero() && f.CompleteFrom.After(f.CompleteTo) {
		faults.Add("complete_from", "Enter a day before the one to which the lists are complete")
	}
}

var errTooManyFiles = errors.New("too many files")

// uploadFaults tells what the reader can mend from what Heed cannot do.
func uploadFaults(err error) (kit.Faults, error) {
	var large *http.MaxBytesError
	switch {
	case err == nil:
		return nil, nil
	case errors.As(err, &large):
		return kit.Faults{{Field: "files", Message: fmt.Sprintf("The files must be smaller than %d MB together. Send them in parts, or as a zip file", uploadLimit>>20)}}, nil
	case errors.Is(err, errTooManyFiles):
		return kit.Faults{{Field: "files", Message: fmt.Sprintf("Choose %d files or fewer, or put them in a zip file", uploadFiles)}}, nil
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, multipart.ErrMessageTooLarge):
		return kit.Faults{{Field: "files", Message: "The files did not arrive whole. Send them again"}}, nil
	}
	return nil, fmt.Errorf("taking in an upload: %w", err)
}

func (f *importForm) part(part *multipart.Part) error {
	if part.FormName() == "files" {
		return f.file(part)
	}
	value, err := io.ReadAll(io.LimitReader(part, partLimit))
	if err != nil {
		return err
	}
	switch part.FormName() {
	case "kind":
		f.Kind = string(value)
	case "whole":
		f.Whole = string(value) != ""
	case "complete_from":
		f.From = string(value)
	case "complete_to":
		f.To = string(value)
	case "instead":
		f.instead = string(value)
	}
	return nil
}

// file keeps one file in the upload.
func (f *importForm) file(part *multipart.Part) error {
	if part.FileName() == "" {
		return nil // no file was chosen
	}
	if f.files == uploadFiles {
		return errTooManyFiles
	}
	f.files++
	instead := ""
	if f.mending {
		// Of several files only the first can be in another's place.
		instead, f.instead = cmp.Or(f.instead, imports.SafeName(part.FileName())), ""
	}
	return f.upload.Add(part.FileName(), instead, part)
}
