package exchange

import (
	"cmp"
	"context"
	"slices"

	"heed/catalogue"
	"heed/internal/exchange/format"
)

// Found is what one import is to read: the returns in the files, recognised once. It does not change, so that whoever asks
// which authority the files are of and whoever reads them can share it. The files are opened again when they are read.
type Found struct {
	returns []Return
	// take are the patterns that say which of several files is meant.
	take []string
}

// Find looks at what stands at the paths, each a file, a folder or a zip file, and
// recognises the returns in it. Files that are nothing it knows become faults of
// the return nearest to them. A file that is not what it claims to be is an error, and
// so is finding nothing; each is a *Refused, all of them joined. What the options say of an authority is of no account here.
func Find(ctx context.Context, cat *catalogue.Catalogue, paths []string, opt Options) (*Found, error) {
	return find(ctx, cat, paths, opt, specs)
}

// Returns gives the returns as they are to be read into an authority, which is blank where any will do: the oldest year
// first, within a year in the order of Kinds, and last those of no year, which say what holds now.
func (f *Found) Returns(authority string) []Return {
	returns := slices.Clone(f.returns)
	for i := range returns {
		returns[i].authority = authority
	}
	return returns
}

// Authorities lists the codes of the authorities that the files say they are of, each once and in order. A census does, and whatever else has a column or
// element of it; most do not.
func (f *Found) Authorities() []string {
	return f.each(func(r Return) string { return r.Authority })
}

// Kinds lists the kinds of the returns, each once and in alphabetical order.
func (f *Found) Kinds() []string { return f.each(func(r Return) string { return r.Kind }) }

func (f *Found) each(of func(Return) string) []string {
	var all []string
	for _, r := range f.returns {
		if v := of(r); v != "" && !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	slices.Sort(all)
	return all
}

// Recognise gives the returns of Find as they are to be read into the authority of the options.
func Recognise(ctx context.Context, cat *catalogue.Catalogue, paths []string, opt Options) ([]Return, error) {
	found, err := Find(ctx, cat, paths, opt)
	if err != nil {
		return nil, err
	}
	return found.Returns(opt.Authority), nil
}

func find(ctx context.Context, cat *catalogue.Catalogue, paths []string, opt Options, specs []format.Spec) (*Found, error) {
	f, err := newFormats(cat, opt, specs)
	if err != nil {
		return nil, err
	}
	found := &Found{take: opt.Take}
	if found.returns, err = f.recognise(ctx, targets(paths)); err != nil {
		return nil, err
	}
	order := kindsOf(specs)
	slices.SortStableFunc(found.returns, func(a, b Return) int {
		return cmp.Or(cmp.Compare(sortYear(a), sortYear(b)), cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind)))
	})
	return found, nil
}

// sortYear puts what is of no known year last.
func sortYear(r Return) int {
	if r.Year == 0 {
		return 9999
	}
	return r.Year
}
