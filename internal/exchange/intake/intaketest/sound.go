package intaketest

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"heed/internal/exchange/intake"
)

// CheckSound fails the test unless every record is in canonical form, so that what is read back from it and written again is the same, and every
// fault says what it is of, why, and what was done about it.
func CheckSound(tb testing.TB, c *Collector) {
	tb.Helper()
	cat, err := load()
	if err != nil {
		tb.Fatal(err)
	}
	for _, r := range c.Records {
		t := cat.Type(r.Type)
		if t == nil {
			tb.Fatalf("a record of %q, which is no record type", r.Type)
		}
		values, err := t.Values(r.Body)
		if err != nil {
			tb.Fatalf("%s %s: reading it back: %v", r.Type, r.ID, err)
		}
		again, _, ok := t.Canonical(values)
		again.Silent = r.Silent
		if !ok || !reflect.DeepEqual(again, r) {
			tb.Fatalf("%s is %s, and written again %s, ok %t", r.Type, r.Body, again.Body, ok)
		}
	}
	for _, f := range c.Faults {
		if f.File == "" || f.Reason == "" || f.Effect == "" || f.ValueKind == "" || f.Line < 0 {
			tb.Fatalf("a fault that does not say all: %+v", f)
		}
		if !utf8.ValidString(f.Reason + f.Field + f.Sheet + f.Cell) {
			tb.Fatalf("a fault that is no text: %+q", f.Reason+f.Field+f.Sheet+f.Cell)
		}
	}
	if len(c.Records) > 0 && c.Rows == 0 {
		tb.Fatalf("%d records of no row", len(c.Records))
	}
}

// CheckRefused fails the test unless an error is made of refusals alone, each of which says what was expected, what was found and what to do about it. A
// refusal of a file at which a reader panicked fails it too.
func CheckRefused(tb testing.TB, err error) {
	tb.Helper()
	if panicked, ok := errors.AsType[detailed](err); ok {
		tb.Fatalf("%v\n%s", err, panicked.Detail())
	}
	for _, one := range leaves(err) {
		r, ok := one.(*intake.Refused) //nolint:errorlint // each error of the tree is looked at by itself
		if !ok {
			tb.Fatalf("no refusal, but %T: %v", one, one)
		}
		if r.File == "" || r.Expected == "" || r.Found == "" || !strings.HasSuffix(r.Do, ".") {
			tb.Fatalf("a refusal that does not say all: %+v", *r)
		}
		if strings.Contains(r.Found, "is refused: ") {
			tb.Fatalf("a refusal within a refusal: %v", r)
		}
	}
}

// detailed is an error that says for the log where a reader panicked.
type detailed interface {
	error
	Detail() string
}

// leaves gives the refusals in an error and in those it joins, and what else it is made of.
func leaves(err error) []error {
	if refused, ok := err.(*intake.Refused); ok { //nolint:errorlint // as above
		return []error{refused}
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, one := range joined.Unwrap() {
		all = append(all, leaves(one)...)
	}
	return all
}
