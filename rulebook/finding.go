package rulebook

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Finding is one fault in a rule or its tests.
type Finding struct { //nolint:errname // a linter's findings are also what parsing fails with
	// File is the path within the rulebook, Line counts from 1.
	File string
	Line int
	// ID is the rule's.
	ID      string
	Message string
}

// Error gives the finding as file:line: id: message.
func (f Finding) Error() string {
	return fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, f.ID, f.Message)
}

// findings gathers what is wrong, so that all of it is told at once.
type findings struct{ list []Finding }

func (f *findings) add(file string, line int, id, format string, args ...any) {
	f.list = append(f.list, Finding{File: file, Line: line, ID: id, Message: fmt.Sprintf(format, args...)})
}

func (f *findings) sort() {
	slices.SortStableFunc(f.list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.ID, b.ID), cmp.Compare(a.Message, b.Message))
	})
}

// err joins the findings in order, or is nil.
func (f *findings) err() error {
	f.sort()
	errs := make([]error, 0, len(f.list))
	for _, finding := range f.list {
		errs = append(errs, finding)
	}
	return errors.Join(errs...)
}
