package outline

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/plaintext"
)

// checker looks at what a walk calls, and fails the test where that is not what [Visitor] promises.
type checker struct {
	t    *testing.T
	open []*Group
	last int
	out  strings.Builder
}

func (v *checker) at(line int, in *Group) {
	if line < 1 || line < v.last && in != nil || len(v.open) > budget.Depth {
		v.t.Fatalf("line %d after line %d, %d groups open", line, v.last, len(v.open))
	}
	if in != nil && (len(v.open) == 0 || v.open[len(v.open)-1] != in) {
		v.t.Fatalf("%s is not the group that is open", in.Name)
	}
	v.last = max(v.last, line)
}

func (v *checker) Open(g *Group, line int) error {
	v.at(line, nil)
	v.open = append(v.open, g)
	_, err := fmt.Fprintf(&v.out, "%d open %s\n", line, g.Name)
	return err
}

func (v *checker) Item(g *Group, item int, value string, line int) error {
	v.at(max(line, v.last), g) // it is called where the item ends, with the line on which it began
	if !utf8.ValidString(value) || value != strings.Trim(value, " \t\r\n") || len(value) > budget.LineBytes {
		v.t.Fatalf("the value %q", value)
	}
	_, err := fmt.Fprintf(&v.out, "%d %s %d=%s\n", line, g.Name, item, value)
	return err
}

func (v *checker) Close(g *Group, line int) error {
	v.at(line, g)
	v.open = v.open[:len(v.open)-1]
	_, err := fmt.Fprintf(&v.out, "%d close %s\n", line, g.Name)
	return err
}

func (v *checker) Unexpected(in *Group, element string, line int) error {
	v.at(max(line, v.last), in)
	if !utf8.ValidString(element) {
		v.t.Fatalf("the element %q", element)
	}
	_, err := fmt.Fprintf(&v.out, "%d odd %s in %s\n", line, element, in.Name)
	return err
}

func (v *checker) Mistaken(line int, reason string) error {
	if line < 1 || reason == "" {
		v.t.Fatalf("mistaken on line %d: %q", line, reason)
	}
	_, err := fmt.Fprintf(&v.out, "%d %s\n", line, reason)
	return err
}

// FuzzWalk walks any file, in one piece and byte by byte.
func FuzzWalk(f *testing.F) {
	for _, seed := range seeds {
		f.Add([]byte(strings.ReplaceAll(strings.ReplaceAll(seed, "A>", "Root>"), "B>", "Day>")))
	}
	f.Add([]byte("<?xml version='1.0' encoding='windows-1252'?>\n<!DOCTYPE Root [<!ENTITY a 'b'>]>\n<Root><Day> caf\xe9 </Day><Child><Id>1</Id>stray<Age/>\n</Child></Root>\x1a"))
	f.Add([]byte("\xff\xfe" + inUTF16("<Root><Child><Day>1<Day>2</Day></Day></Child></Root>")))
	f.Add([]byte("<Root>" + strings.Repeat("<x>", 70)))
	f.Fuzz(func(t *testing.T, file []byte) {
		var n Numbering
		root := n.Group("Root", []string{"Day"}, n.Group("Child", []string{"Id", "Day"}))
		whole, piecemeal := &checker{t: t}, &checker{t: t}
		err := Walk(bytes.NewReader(file), root, whole)
		again := Walk(iotest.OneByteReader(bytes.NewReader(file)), root, piecemeal)
		if whole.out.String() != piecemeal.out.String() || fmt.Sprint(err) != fmt.Sprint(again) {
			t.Fatalf("byte by byte it is another: %v, %v\n%s\n%s", err, again, whole.out.String(), piecemeal.out.String())
		}
		name := RootOf(bytes.NewReader(file))
		if err == nil {
			if name != "Root" || len(whole.open) > 0 {
				t.Fatalf("taken with the root %q, %d groups open", name, len(whole.open))
			}
			return
		}
		_, broken := errors.AsType[*SyntaxError](err)
		if !broken && !errors.Is(err, ErrTruncated) && !errors.Is(err, ErrRoot) && !errors.Is(err, budget.ErrExceeded) && !errors.Is(err, plaintext.ErrDamaged) {
			t.Fatalf("an error of no known kind: %v", err)
		}
	})
}
