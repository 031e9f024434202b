package format

import (
	"context"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"heed/internal/exchange/intake"
)

// Return is one return, extract or set of lists: what it covers, and how it is read.
type Return struct {
	// Kind is the kind of its format; Name is what the user called it.
	Kind, Name string
	// Authority is the code of the authority that the file names, blank where it
	// names none.
	Authority string
	// Year is the year to 31 March, 0 for what no year is known of.
	Year int
	// YearFrom says where the year was taken from: the name of the folder, 2023-24. It is blank where no year is known.
	YearFrom string
	// SpeaksTo is the civil day that it says how things stood on: the 31 March of a return's year, the day of an extract. It is
	// the zero time where none is known, as of CSV lists.
	SpeaksTo time.Time
	// DayFrom says where the day of an extract was taken from: its title. It is blank where none is known, and of a return of a year.
	DayFrom string
	// Spoke gives, once it has been read, the day of an extract of which nothing else tells it: the last that is recorded in it. It may be nil.
	Spoke func() time.Time `json:"-"`
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
	// Files are the paths of its files, as faults give them.
	Files []string
	// Saved are those of its files that are read by what somebody said of their columns, as faults name them.
	Saved []string
	// RecordedOn is when the file says it was written, the zero time where it says
	// nothing of it.
	RecordedOn time.Time
	// Reader gives every record and fault to the reading's sink. It may be called again.
	Reader func(ctx context.Context, r *Reading) error `json:"-"`
	// Parts says, once it has been read, what became of each file of a return made of many. It may be nil.
	Parts func() []intake.Part `json:"-"`
	// Dir is the folder of its files, and Size how many bytes they hold.
	Dir  string
	Size int64
}

// OfYear says that the return speaks to the 31 March that ends its year, where a year is known.
func (r *Return) OfYear() {
	if r.Year > 0 {
		r.SpeaksTo = time.Date(r.Year, time.March, 31, 0, 0, 0, 0, time.UTC)
	}
}

// OfDay says which day an extract speaks to: the one that the user gives, or that stands in it, or else the last day recorded in it, which spoke gives
// once it has been read. What it is called says nothing of it.
func (r *Return) OfDay(o Options, stated time.Time, spoke func() time.Time) {
	switch {
	case !o.On.IsZero():
		r.SpeaksTo, r.DayFrom = o.On, "given"
	case !stated.IsZero():
		r.SpeaksTo, r.DayFrom = stated, "by its title"
	case !o.CompleteTo.IsZero():
		r.SpeaksTo, r.DayFrom = o.CompleteTo, "given"
	default:
		r.DayFrom, r.Spoke = "the last day recorded in it: assumed", spoke
	}
}

// NewReturn begins a return of some files of one folder. It covers all records of its scope until its format says
// otherwise. single says that the file is a return by itself, whatever lies beside it.
func NewReturn(kind string, year int, files []*File, single bool) *Return {
	r := &Return{Kind: kind, Year: year, Scope: kind, Full: true, Name: nameOf(files, single), Dir: files[0].Dir()}
	if year > 0 {
		r.Scope += " " + strconv.Itoa(year)
	}
	for _, f := range files {
		r.Files = append(r.Files, f.Shown)
		r.Size += f.Size
	}
	return r
}

// nameOf names a return: by its file, or by the folder or zip file around its files.
func nameOf(files []*File, single bool) string {
	first := files[0]
	if single || first.Direct && len(files) == 1 {
		return first.Shown
	}
	shown := make([]string, len(files))
	for i, f := range files {
		shown[i] = f.Shown
	}
	if dir := strings.TrimSuffix(sharedFolders(shown), "/"); dir != "" {
		return dir
	}
	return path.Base(filepath.ToSlash(filepath.Clean(first.Root)))
}

// AddType adds a record type to those that the return holds, once.
func (r *Return) AddType(id string) {
	if !slices.Contains(r.Types, id) {
		r.Types = append(r.Types, id)
	}
}
