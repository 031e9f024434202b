// Package strictyaml reads YAML that people write by hand, and reports everything that is wrong with it at once, each fault
// with its file and line. The catalogue and the headers and tests of the rulebook are read by it.
//
// It reads the syntax tree and decodes into no struct: the tree keeps every line number, keeps a code such as 01 as it is
// written, and does not stop at the first fault. A key that is given twice, or that no reader asked for, is a fault.
package strictyaml

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Fault is one thing wrong in a file.
type Fault struct { //nolint:errname // a fault is also listed as what a check found, where it is no error
	// File is the path within the tree that is read, Line counts from 1.
	File string
	Line int
	// ID names the thing that the file describes, such as a record type or a rule.
	ID      string
	Message string
}

// Error gives the fault as file:line: id: message.
func (f Fault) Error() string {
	return fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, f.ID, f.Message)
}

// Faults gathers what is wrong, so that all of it is reported at once.
type Faults struct{ list []Fault }

// Add notes a fault.
func (f *Faults) Add(file string, line int, id, format string, args ...any) {
	f.list = append(f.list, Fault{File: file, Line: line, ID: id, Message: fmt.Sprintf(format, args...)})
}

// List gives the faults in the order of file, line, id and message.
func (f *Faults) List() []Fault {
	slices.SortFunc(f.list, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.ID, b.ID), cmp.Compare(a.Message, b.Message))
	})
	return f.list
}

// Err joins the faults, each a Fault, in the order of List. It is nil where there is none.
func (f *Faults) Err() error {
	var errs []error
	for _, fault := range f.List() {
		errs = append(errs, fault)
	}
	return errors.Join(errs...)
}
