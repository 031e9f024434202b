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

	"heed/catalogue"
)

// found is a return and where it lies, while others are still being looked for.
type found struct {
	Return
	dir    string
	notes  *[]Fault // faults of files around it
	inXML  bool
	isCSVs bool
}

// Recognise looks at what stands at the paths, each a file, a folder or a zip file,
// and gives the returns in it, oldest year first; within a year the SSDA903, then
// the census, then lists. Files that are nothing it knows become faults of the
// return nearest to them. A file that is not what it claims to be is an error, and
// so is finding nothing; each is a *Refused, all of them joined.
func Recognise(ctx context.Context, cat *catalogue.Catalogue, paths []string, opt Options) ([]Return, error) {
	f, err := newFormats(cat, opt)
	if err != nil {
		return nil, err
	}
	var all []*found
	var errs []error
	for _, together := range targets(paths) {
		some, err := f.recognise(ctx, together)
		if err != nil {
			errs = append(errs, err)
		}
		all = append(all, some...)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b *found) int {
		return cmp.Or(cmp.Compare(sortYear(a), sortYear(b)), cmp.Compare(kindOrder[a.Kind], kindOrder[b.Kind]))
	})
	returns := make([]Return, len(all))
	for i, r := range all {
		returns[i] = r.Return
	}
	return returns, nil
}

var kindOrder = map[string]int{KindSSDA903: 0, KindCIN: 1, KindSSD: 2, KindAnnexA: 3, KindCSV: 4}

// sortYear puts lists of no known year last: they say what holds now.
func sortYear(r *found) int {
	if r.Year == 0 {
		return 9999
	}
	return r.Year
}

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

// recognise looks at what stands at paths that belong together.
func (f *formats) recognise(ctx context.Context, named []string) ([]*found, error) {
	var entries []entry
	var notes []Fault
	for _, p := range named {
		some, more, err := list(p)
		if err != nil {
			return nil, err
		}
		entries, notes = append(entries, some...), append(notes, more...)
	}
	var files []seen
	var errs []error
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s, odd, err := f.sniff(e)
		switch {
		case err != nil:
			errs = append(errs, refusal(e, err))
		case odd != nil && odd.claimed != "":
			errs = append(errs, &Refused{File: e.shown, Expected: odd.claimed, Found: odd.reason, Do: odd.do})
		case odd != nil:
			notes = append(notes, unread(e.shown, odd.reason))
		default:
			files = append(files, s)
		}
	}
	returns, err := f.gather(files, &notes)
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	if len(returns) == 0 {
		return nil, &Refused{
			File: strings.Join(named, ", "), Expected: "a return or lists",
			Found: fmt.Sprintf("none in %d files", len(entries)), Do: doCheck,
		}
	}
	for _, note := range notes {
		r := nearest(returns, note.File)
		*r.notes = append(*r.notes, note)
	}
	return returns, nil
}

// refusal keeps what is already refused, and refuses what cannot be opened.
func refusal(e entry, err error) error {
	if errors.Is(err, ErrRefused) {
		return err
	}
	return fmt.Errorf("opening %s: %w", e.shown, err)
}

// nearest gives the return that shares the most folders with a file.
func nearest(returns []*found, file string) *found {
	best, most := returns[0], -1
	for _, r := range returns {
		n := 0
		a, b := strings.Split(r.dir, "/"), strings.Split(file, "/")
		for n < len(a) && n < len(b) && a[n] == b[n] {
			n++
		}
		if n > most {
			best, most = r, n
		}
	}
	return best
}

// gather makes returns of the files recognised: the tables and the lists of one
// folder are one each, an XML file is one by itself.
func (f *formats) gather(files []seen, notes *[]Fault) ([]*found, error) {
	groups := map[string][]seen{}
	var order []string
	for _, s := range files {
		key := s.kind + " " + s.dir()
		if s.table == nil && s.list == nil && s.object == nil && (s.sheets == nil || s.sheets.book) {
			key = s.kind + " " + s.shown
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], s)
	}
	var returns []*found
	var errs []error
	for _, key := range order {
		r, err := f.gatherOne(groups[key])
		if err != nil {
			errs = append(errs, err)
			continue
		}
		returns = append(returns, r)
	}
	return withoutCopies(returns, notes), errors.Join(errs...)
}

func (f *formats) gatherOne(group []seen) (*found, error) {
	switch s := group[0]; {
	case s.table != nil:
		return f.tables(group)
	case s.object != nil:
		group = inOrder(group)
		return f.dataset(group), twice(group)
	case s.sheets != nil:
		return f.annexes(inOrder(group)), nil
	case s.list != nil:
		return f.listsOf(group), nil
	case s.kind == KindCIN:
		return f.census(s)
	default:
		return f.xml903(s)
	}
}

// withoutCopies leaves out an SSDA903 in XML beside the tables of the same year.
// Systems export both forms of one return; read as two whole returns each would
// withdraw the other's children.
func withoutCopies(returns []*found, notes *[]Fault) []*found {
	return slices.DeleteFunc(returns, func(r *found) bool {
		if !r.inXML {
			return false
		}
		for _, other := range returns {
			if other != nil && other.isCSVs && other.Kind == KindSSDA903 && other.Year == r.Year && other.dir == r.dir {
				*notes = append(*notes, unread(r.Files[0],
					"the SSDA903 of a year whose CSV tables are in the same folder, which are read; to read this file, import it by itself"))
				return true
			}
		}
		return false
	})
}
