package exchange

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
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

// lookup is one search among files that belong together.
type lookup struct {
	*formats

	search *format.Search
	// finders are in the order of the formats wanted.
	finders []format.Finder
	files   []*format.File
	notes   []Fault // of files that are left out
}

// recognise looks at what stands at paths that belong together.
func (f *formats) recognise(ctx context.Context, named []string) ([]Return, error) {
	l := &lookup{formats: f, search: &format.Search{Options: f.opt}}
	for _, k := range f.wanted {
		l.finders = append(l.finders, k.Begin(l.search))
	}
	for _, p := range named {
		some, faults, err := list(p)
		if err != nil {
			return nil, err
		}
		l.files, l.notes = append(l.files, some...), append(l.notes, faults...)
	}
	var errs []error
	for _, file := range l.files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		errs = append(errs, l.look(file))
	}
	returns, err := l.returns(strings.Join(named, ", "))
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	if len(returns) == 0 {
		return nil, &Refused{
			File: strings.Join(named, ", "), Expected: "a return or lists",
			Found: fmt.Sprintf("none in %d files", len(l.files)), Do: format.DoCheck,
		}
	}
	for _, note := range l.notes {
		r := nearest(returns, note.File)
		r.notes = append(r.notes, note)
	}
	return returns, nil
}

// look has a file recognised. One that is of no format is refused if it claims to be of one, and else noted.
func (l *lookup) look(file *format.File) error {
	unknown, err := l.ask(file)
	switch {
	case errors.Is(err, ErrRefused):
		return err
	case err != nil:
		return fmt.Errorf("opening %s: %w", file.Shown, err)
	case unknown == nil:
		return nil
	case unknown.claimed != "":
		return &Refused{File: file.Shown, Expected: unknown.claimed, Found: unknown.reason, Do: unknown.do}
	}
	l.notes = append(l.notes, intake.FileUnread(file.Shown, unknown.reason))
	return nil
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
				returns = append(returns, Return{Return: *r})
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
