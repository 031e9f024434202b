package strictyaml_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/internal/strictyaml"
)

// visit asks a section for all that it may hold, and those in it for theirs. It gives what it read.
func visit(s *strictyaml.Section, depth int) string {
	var b strings.Builder
	for _, key := range s.Keys() {
		b.WriteString(key + "=" + s.Text(key) + s.NeedOneOf(key, []string{"duty", "01"}))
		s.Flag(key)
		for _, node := range append(s.List(key), s.NeedList(key)...) {
			text, _ := strictyaml.Scalar(node)
			b.WriteString(text)
			if inside := s.Open(node); inside != nil && depth > 0 {
				b.WriteString(visit(inside, depth-1))
			}
		}
		if inside := s.Inside(key); inside != nil && depth > 0 {
			b.WriteString(visit(inside, depth-1))
		}
	}
	s.Done()
	return b.String()
}

// FuzzDocument reads any text as a document, and asks it for everything.
func FuzzDocument(f *testing.F) {
	for _, seed := range []string{
		"code: 01\nlabel: ' spaced '\nblank:\nyes: true\nrows:\n- {a: 1}\n- b:\n    c: 2\n", "a: 1\n---\na: 2", "# remark\n- 1", "a: 1\nb: [1", "",
		"a: &x 1\nb: *x\n<<: {c: d}\n? [e]\n: f\n", "a: !!binary x\nb: |\n  text\n  more\nc: >-\n  folded\nd: \"\\u00e9\"\n", "a: .inf\nb: 0x1F\nc: ~\nd: 2026-03-31\n", "{a: {b: {c: [}}}",
		"a:\n\t- b\n", "%YAML 1.2\n---\na: b\n...\n", "a: b: c", "\xff", "- - - a", "a: *nowhere",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		const longest = 4 << 10
		if len(text) > longest {
			t.Skip("long")
		}
		read := func() (said string, faults []strictyaml.Fault, err error) {
			section, noted := read(text)
			if section != nil {
				said = visit(section, 4)
			}
			if section == nil && noted.Err() == nil {
				t.Fatal("no document, and no fault")
			}
			return said, noted.List(), noted.Err()
		}
		said, faults, err := read()
		for _, fault := range faults {
			if fault.File == "" || fault.ID == "" || fault.Message == "" || fault.Line < 1 || fault.Line > strings.Count(text, "\n")+strings.Count(text, "\r")+2 {
				t.Fatalf("a fault that does not say all: %+v", fault)
			}
		}
		if _, ok := errors.AsType[strictyaml.Fault](err); err != nil && !ok {
			t.Fatalf("an error of no known kind: %v", err)
		}
		saidAgain, faultsAgain, _ := read()
		if diff := cmp.Diff(said, saidAgain) + cmp.Diff(faults, faultsAgain); diff != "" {
			t.Fatal("read again it is another: ", diff)
		}
	})
}
