package catalogue

import (
	"cmp"
	"errors"
	"slices"
)

// faults gathers what is wrong in the files, so that all of it is told at once.
type faults struct{ list []*SourceFault }

func (f *faults) add(file string, line int, id, message string) {
	f.list = append(f.list, &SourceFault{File: file, Line: line, ID: id, Message: message})
}

// err joins the faults in the order of file, line and message, or is nil.
func (f *faults) err() error {
	slices.SortStableFunc(f.list, func(a, b *SourceFault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.ID, b.ID), cmp.Compare(a.Message, b.Message))
	})
	errs := make([]error, 0, len(f.list))
	for _, fault := range f.list {
		errs = append(errs, fault)
	}
	return errors.Join(errs...)
}
