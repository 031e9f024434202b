package exchange

import (
	"errors"

	"heed/internal/exchange/format"
)

// Failure is why files could not be read, in a form that goes from one process to another.
type Failure struct {
	// Refused are the files that are refused.
	Refused []Refused
	// Panic, where it is not blank, says for the log where a reader panicked at the first of them.
	Panic string
	// Message is what else went wrong, blank where files are refused.
	Message string
}

// FailureOf takes an error apart. It gives nil for none.
func FailureOf(err error) *Failure {
	if err == nil {
		return nil
	}
	f := &Failure{}
	if panicked, ok := errors.AsType[*PanicError](err); ok {
		f.Panic = panicked.Detail()
	}
	for _, refused := range Refusals(err) {
		f.Refused = append(f.Refused, *refused)
	}
	if len(f.Refused) == 0 {
		f.Message = err.Error()
	}
	return f
}

// Err puts the error together again: nil for none.
func (f *Failure) Err() error {
	switch {
	case f == nil:
		return nil
	case len(f.Refused) == 0:
		return errors.New(f.Message)
	}
	errs := make([]error, len(f.Refused))
	for i := range f.Refused {
		errs[i] = &f.Refused[i]
	}
	if f.Panic != "" {
		errs[0] = format.PanicOf(&f.Refused[0], f.Panic)
	}
	if len(errs) == 1 {
		return errs[0]
	}
	return errors.Join(errs...)
}

// Refusals finds every refused file in an error and in those it joins.
func Refusals(err error) []*Refused {
	if refused, ok := err.(*Refused); ok { //nolint:errorlint // each error of the tree is looked at by itself
		return []*Refused{refused}
	}
	switch e := err.(type) { //nolint:errorlint // as above
	case interface{ Unwrap() []error }:
		var all []*Refused
		for _, one := range e.Unwrap() {
			all = append(all, Refusals(one)...)
		}
		return all
	case interface{ Unwrap() error }:
		return Refusals(e.Unwrap())
	}
	return nil
}
