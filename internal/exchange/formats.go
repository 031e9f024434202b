package exchange

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/annexa"
	"heed/internal/exchange/cin"
	"heed/internal/exchange/format"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/ssd"
	"heed/internal/exchange/ssda903"
	"heed/internal/exchange/table"
)

// specs is the table of formats: a new one is a package below this and an entry here. Within a year, returns are read in its order.
var specs = []format.Spec{ssda903.Spec, cin.Spec, ssd.Spec, annexa.Spec, table.Spec}

// Kinds lists the kinds of return, in the order in which those of one year are read.
func Kinds() []string { return kindsOf(specs) }

// known is a format of the table as the catalogue maps it.
type known struct {
	format.Spec
	format.Format

	order int // its place in the table
}

// formats are those that the user's kind lets the files be of, in the order in which they are asked.
type formats struct {
	wanted []known
	specs  []format.Spec
	types  *catalogue.Catalogue
	opt    Options
}

func newFormats(cat *catalogue.Catalogue, opt Options, specs []format.Spec) (*formats, error) {
	norm, err := intake.NewNormaliser(cat)
	if err != nil {
		return nil, err
	}
	f := &formats{specs: specs, types: cat, opt: opt}
	var errs []error
	for i, s := range specs {
		if opt.Kind != "" && opt.Kind != s.Kind && (s.Reads == nil || !s.Reads(cat, opt.Kind)) {
			continue
		}
		made, err := s.New(cat, norm)
		errs = append(errs, err)
		f.wanted = append(f.wanted, known{s, made, i})
	}
	if len(f.wanted) == 0 {
		errs = append(errs, errors.New(opt.Kind+" is no kind of return: it is "+strings.Join(kindsOf(specs), ", ")+" or a record type"))
	}
	slices.SortStableFunc(f.wanted, func(a, b known) int {
		lenient := map[bool]int{true: 1}
		return cmp.Compare(lenient[a.Lenient], lenient[b.Lenient])
	})
	return f, errors.Join(errs...)
}

func kindsOf(specs []format.Spec) []string {
	kinds := make([]string, len(specs))
	for i, s := range specs {
		kinds[i] = s.Kind
	}
	return kinds
}

// said is what the user says that a file named by itself is.
func (f *formats) said(file *format.File) string {
	if !file.Direct {
		return ""
	}
	for _, k := range f.wanted {
		if f.opt.Kind != "" && k.Expected != nil {
			if expected := k.Expected(f.opt.Kind); expected != "" {
				return expected
			}
		}
	}
	titles := make([]string, len(f.specs))
	for i, s := range f.specs {
		titles[i] = s.Title
	}
	last := len(titles) - 1
	return strings.Join(titles[:last], ", ") + " or " + titles[last]
}
