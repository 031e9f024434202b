package imports

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strconv"
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

// importForm is what the reader sends to be imported. The files lie in a folder of their own until the import is done.
type importForm struct {
	Kind string
	// Whole says that CSV lists hold every record of their types; Many lets an import withdraw any number of records.
	Whole, Many bool
	Folder      string
	Files       []string
	// From and To are the days between which lists hold everything, as they were typed. CompleteFrom and CompleteTo are those
	// days, zero where nothing was typed.
	From, To                 string
	CompleteFrom, CompleteTo time.Time
}

// read takes an upload as it comes, without holding a file in memory. What is wrong with it is told as faults; an error is Heed's
// own. The caller removes Folder.
func (f *importForm) read(w http.ResponseWriter, r *http.Request, today time.Time) (kit.Faults, error) {
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
	return f.faults(today), nil
}

// faults checks what was sent, once all of it is here.
func (f *importForm) faults(today time.Time) kit.Faults {
	var faults kit.Faults
	if len(f.Files) == 0 {
		faults.Add("files", "Choose the files to import")
	}
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
	case "many":
		f.Many = string(value) != ""
	case "complete_from":
		f.From = string(value)
	case "complete_to":
		f.To = string(value)
	}
	return nil
}

// file keeps one file in the upload's folder, under a name made safe.
func (f *importForm) file(part *multipart.Part) (err error) {
	if part.FileName() == "" {
		return nil // no file was chosen
	}
	if len(f.Files) == uploadFiles {
		return errTooManyFiles
	}
	// The root holds every name within the folder, whatever a browser sends.
	root, err := os.OpenRoot(f.Folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	name := f.free(safeName(part.FileName()))
	out, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := io.Copy(out, part); err != nil {
		return err
	}
	f.Files = append(f.Files, filepath.Join(f.Folder, name))
	return nil
}

// free gives a name that no earlier file of the upload has.
func (f *importForm) free(name string) string {
	taken := map[string]bool{}
	for _, file := range f.Files {
		taken[strings.ToLower(filepath.Base(file))] = true
	}
	free := name
	for n := 2; taken[strings.ToLower(free)]; n++ {
		end := path.Ext(name)
		free = strings.TrimSuffix(name, end) + "-" + strconv.Itoa(n) + end
	}
	return free
}

// safeName makes a name of a file that cannot lead out of its folder. A browser may send any name at all.
func safeName(sent string) string {
	name := path.Base(strings.ReplaceAll(sent, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-', r == '_', r == ' ':
			return r
		}
		return '_'
	}, name)
	name = strings.TrimLeft(name, ". ")
	if len(name) > 100 {
		name = name[len(name)-100:]
	}
	if name == "" {
		return "file"
	}
	return name
}

// request is what is to be imported. Files sent together are looked at together: the tables of a return belong to one
// another.
func (f *importForm) request() imports.Request {
	request := imports.Request{Paths: []string{f.Folder}, Kind: f.Kind, Full: f.Whole, CompleteFrom: f.CompleteFrom, CompleteTo: f.CompleteTo}
	if len(f.Files) == 1 {
		request.Paths = f.Files
	}
	if f.Many {
		request.MaxWithdrawn = 1
	}
	return request
}
