package exchange

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
)

// targets puts together the files named of one folder, as a shell's *.csv does:
// they are one return as the folder would be.
func targets(paths []string) [][]string {
	var all [][]string
	place := map[string]int{}
	for _, p := range paths {
		if info, err := os.Stat(p); err != nil || info.IsDir() {
			all = append(all, []string{p})
			continue
		}
		dir := filepath.Dir(p)
		if i, ok := place[dir]; ok {
			all[i] = append(all[i], p)
			continue
		}
		place[dir] = len(all)
		all = append(all, []string{p})
	}
	return all
}

// lookup is one search among all that the user named: a return may lie in several folders, and one thing of it twice in two of them.
type lookup struct {
	*formats

	search *format.Search
	// finders are in the order of the formats wanted.
	finders []format.Finder
	files   []*format.File
	// taken are the files that a format recognised, and unread why others are of none.
	taken  map[*format.File]bool
	unread map[*format.File]*unknown
	notes  []Fault // of files that are left out
}

// recognise looks at what stands at paths, those together that belong together.
func (f *formats) recognise(ctx context.Context, paths [][]string) ([]Return, error) {
	l := &lookup{formats: f, search: format.NewSearch(ctx, f.opt), taken: map[*format.File]bool{}, unread: map[*format.File]*unknown{}}
	for _, k := range f.wanted {
		l.finders = append(l.finders, k.Begin(l.search))
	}
	targets, err := l.list(paths)
	if err != nil {
		return nil, err
	}
	errs := []error{l.matchNothing()}
	for _, file := range l.files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		errs = append(errs, l.look(file))
	}
	var all []string
	for _, t := range targets {
		all = append(all, t.named)
	}
	returns, err := l.returns(strings.Join(all, ", "))
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	for _, t := range targets {
		if !slices.ContainsFunc(t.files, func(file *format.File) bool { return l.taken[file] }) {
			errs = append(errs, l.nothing(t))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	for _, note := range l.notes {
		r := nearest(returns, note.File)
		r.notes = append(r.notes, note)
	}
	return returns, nil
}

// target is what the user named together, with its files.
type target struct {
	named, folder string
	files         []*format.File
}

// list lists the files of everything that the user named. Where two of them would be shown alike, the folders around them are shown too.
func (l *lookup) list(paths [][]string) ([]target, error) {
	var targets []target
	var errs []error
	for _, together := range paths {
		t := target{named: strings.Join(together, ", "), folder: together[0]}
		for _, p := range together {
			some, faults, err := list(p)
			errs = append(errs, err)
			t.files, l.notes = append(t.files, some...), append(l.notes, faults...)
		}
		if len(t.files) > 0 && t.files[0].Direct || !isFolder(together[0]) {
			t.folder = filepath.Dir(together[0])
		}
		targets = append(targets, t)
	}
	tellApart(targets)
	for _, t := range targets {
		l.files = append(l.files, t.files...)
	}
	return targets, errors.Join(errs...)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// tellApart puts the folders that the user named before the paths of their files, where two files would else be shown alike.
func tellApart(targets []target) {
	shown := map[string]int{}
	alike := false
	for i, t := range targets {
		for _, f := range t.files {
			if was, known := shown[f.Shown]; known && was != i {
				alike = true
			}
			shown[f.Shown] = i
		}
	}
	if !alike {
		return
	}
	for names := 1; names <= 8; names++ {
		labels := map[string]bool{}
		for _, t := range targets {
			labels[lastNames(t.folder, names)] = true
		}
		if len(labels) < len(targets) && names < 8 {
			continue
		}
		for _, t := range targets {
			for _, f := range t.files {
				f.Shown = path.Join(lastNames(t.folder, names), f.Shown)
			}
		}
		return
	}
}

// lastNames gives the last so many names of a path.
func lastNames(folder string, names int) string {
	if whole, err := filepath.Abs(folder); err == nil {
		folder = whole
	}
	parts := strings.Split(strings.Trim(filepath.ToSlash(folder), "/"), "/")
	return strings.Join(parts[max(0, len(parts)-names):], "/")
}

// matchNothing refuses to take what there is none of: a slip in a pattern must not be passed over.
func (l *lookup) matchNothing() error {
	var errs []error
	for _, pattern := range l.opt.Take {
		if !slices.ContainsFunc(l.files, func(f *format.File) bool { return f.Matches(pattern) }) {
			errs = append(errs, &Refused{
				File: pattern, Expected: "the name of a file or folder to take, or a part of one", Found: "none of that name",
				Do: "Give the path of the file as the refusal shows it, or a part of it.",
			})
		}
	}
	return errors.Join(errs...)
}

// tables are the endings of files that hold tables: a note of the name of a record type, such as restrictions.docx, is no list of it.
var tables = []string{"", ".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet", ".json", ".xml"}

// look has a file recognised. One that is of no format is refused if it claims to be of one, and else noted.
func (l *lookup) look(file *format.File) error {
	if t := format.NamedType(l.types, file.Stem()); t != nil && slices.Contains(tables, file.Ext()) { // whether or not any format could read it
		if err := l.opt.Bars(file.Shown, t); err != nil {
			return err
		}
	}
	unknown, err := l.ask(file)
	switch {
	case errors.Is(err, ErrRefused):
		return err
	case err != nil:
		return fmt.Errorf("opening %s: %w", file.Shown, err)
	case unknown == nil:
		l.taken[file] = true
		return nil
	case unknown.claimed != "":
		return &Refused{File: file.Shown, Expected: unknown.claimed, Found: unknown.Reason, Do: unknown.Do, TooMuch: unknown.TooMuch}
	}
	reason := unknown.Reason
	if unknown.Do == format.DoSave { // it may well be one of those that are meant
		reason += ". " + strings.TrimSuffix(unknown.Do, ".")
	}
	l.notes = append(l.notes, intake.FileUnread(file.Shown, reason))
	l.unread[file] = unknown
	return nil
}

// nothing refuses files of which none is a return or list. Of a few it says why, and what to do about the first.
func (l *lookup) nothing(t target) *Refused {
	const few = 3
	r := &Refused{File: t.named, Expected: "a return or lists", Found: fmt.Sprintf("none in %d files", len(t.files)), Do: format.DoCheck}
	if len(t.files) > few {
		return r
	}
	between := ": "
	for _, file := range t.files {
		if why := l.unread[file]; why != nil {
			if between == ": " {
				r.Do = why.Do
			}
			r.Found, between = r.Found+between+file.Shown+" is "+why.Reason, "; "
		}
	}
	return r
}

// returns has every format group its files, and puts the returns in the order in which their first files come. named is what
// a failure is of where no file has been opened.
func (l *lookup) returns(named string) ([]Return, error) {
	var returns []Return
	var errs []error
	for i, finder := range l.finders {
		l.search.At(named)
		err := guard(l.wanted[i].Kind, l.search.Current, func() error {
			some, faults, err := finder.Returns()
			for _, r := range some {
				returns = append(returns, Return{Return: *r, types: l.types, opt: l.opt})
			}
			l.notes = append(l.notes, faults...)
			return err
		})
		errs = append(errs, err)
	}
	place := map[string]int{}
	for i, file := range l.files {
		place[file.Shown] = i
	}
	slices.SortStableFunc(returns, func(a, b Return) int { return cmp.Compare(firstOf(a, place), firstOf(b, place)) })
	return returns, errors.Join(errs...)
}

func firstOf(r Return, place map[string]int) int {
	first := place[r.Files[0]]
	for _, file := range r.Files {
		first = min(first, place[file])
	}
	return first
}

// nearest gives the return that shares the most folders with a file.
func nearest(returns []Return, file string) *Return {
	best, most := 0, -1
	for i, r := range returns {
		n := 0
		a, b := strings.Split(r.Dir, "/"), strings.Split(file, "/")
		for n < len(a) && n < len(b) && a[n] == b[n] {
			n++
		}
		if n > most {
			best, most = i, n
		}
	}
	return &returns[best]
}
