package rulebook_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"heed/internal/strictyaml"
	"heed/rulebook"
)

// faultsIn gives the faults in an error, and fails the test where anything else is in it.
func faultsIn(t *testing.T, err error) []strictyaml.Fault {
	t.Helper()
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		t.Fatalf("an error of no known kind: %v", err)
	}
	var faults []strictyaml.Fault
	for _, one := range joined.Unwrap() {
		fault, ok := one.(strictyaml.Fault) //nolint:errorlint // each error of the tree is looked at by itself
		if !ok {
			t.Fatalf("an error of no known kind: %v", one)
		}
		faults = append(faults, fault)
	}
	return faults
}

// FuzzHeader reads any text as the header of a rule of each kind.
func FuzzHeader(f *testing.F) {
	for path, file := range goodBook(f) {
		if text, ok := strings.CutPrefix(string(file.Data), "/*---\n"); ok && strings.HasSuffix(path, ".sql") {
			header, _, _ := strings.Cut(text, "---*/")
			f.Add(header)
		}
	}
	f.Add("id: a\nkind: duty\nin_force: 2014-01-01..\nwarn: 24 hours\nreads: [a, a]\nsettings: {x: {value: 1}}\nversion: 0\n")
	f.Add("id: [a]\nkind: {}\nclaims: [1]\ndrift: x\npublished: {series: }\nheadline: -1\n? a\n: b\n")
	f.Fuzz(func(t *testing.T, header string) {
		const longest = 4 << 10
		if len(header) > longest || strings.Contains(header, "---*/") {
			t.Skip("long, or more than a header")
		}
		lines := strings.Count(header, "\n") + strings.Count(header, "\r") + 4
		for _, path := range []string{"duties/health/a.sql", "measures/health/a.sql", "checks/health/a.sql", "views/health/a.sql"} {
			fsys := fstest.MapFS{path: {Data: []byte("/*---\n" + header + "\n---*/\nselect 1")}}
			book, err := rulebook.Parse(fsys)
			if (book == nil) == (err == nil) {
				t.Fatalf("a book %t, and the error %v", book != nil, err)
			}
			for _, fault := range faultsIn(t, err) {
				if fault.File != path || fault.Message == "" || fault.Line < 1 || fault.Line > lines {
					t.Fatalf("a fault that does not say all: %+v", fault)
				}
			}
			again, errAgain := rulebook.Parse(fsys)
			if err != nil {
				if diff := cmp.Diff(err.Error(), errAgain.Error()); diff != "" {
					t.Fatal("read again it has other faults: ", diff)
				}
				continue
			}
			if rule := book.Rule("a"); rule == nil || rule.SQL != "select 1" || book.Hash() != again.Hash() {
				t.Fatalf("%s gives the rule %+v", path, rule)
			}
		}
	})
}
