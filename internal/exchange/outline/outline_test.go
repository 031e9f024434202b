package outline

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// teller writes down what it is told.
type teller struct {
	names []string
	out   strings.Builder
}

func (v *teller) Open(g *Group, line int) error {
	fmt.Fprintf(&v.out, "%d open %s\n", line, g.Name)
	return nil
}

func (v *teller) Item(g *Group, item int, value string, line int) error {
	fmt.Fprintf(&v.out, "%d %s %s=%s\n", line, g.Name, v.names[item], value)
	return nil
}

func (v *teller) Close(g *Group, line int) error {
	fmt.Fprintf(&v.out, "%d close %s\n", line, g.Name)
	return nil
}

func (v *teller) Unexpected(in *Group, element string, line int) error {
	fmt.Fprintf(&v.out, "%d odd %s in %s\n", line, element, in.Name)
	return nil
}

func walk(text string) (string, error) {
	var n Numbering
	root := n.Group("Root", []string{"Day"}, n.Group("Child", []string{"Id", "Day"}))
	v := &teller{names: n.Names}
	err := Walk(strings.NewReader(text), root, v)
	return v.out.String(), err
}

func TestWalkTellsWhatStandsInAFile(t *testing.T) {
	t.Parallel()
	got, err := walk(`<Root>
 <Day> 1 &amp; 2 </Day>
 <Child>
  <Id>a</Id>stray

  <Id/>
  <Age><Id>b</Id></Age>
  <Day>3<Day>4</Day></Day>
 </Child>
</Root>
`)
	if err != nil {
		t.Fatal(err)
	}
	want := `1 open Root
2 Root Day=1 & 2
3 open Child
4 Child Id=a
4 odd  in Child
6 Child Id=
7 odd Age in Child
8 odd Day in Child
8 Child Day=3
9 close Child
10 close Root
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWalkRefuses(t *testing.T) {
	t.Parallel()
	var syntax *SyntaxError
	for name, tt := range map[string]struct {
		text string
		want error
	}{
		"another root":                 {"<Other/>", ErrRoot},
		"nothing":                      {"", ErrRoot},
		"a file cut off in a group":    {"<Root><Child>", ErrTruncated},
		"a file cut off in a tag":      {"<Root><Chi", ErrTruncated},
		"a file cut off in a value":    {"<Root><Day>1", ErrTruncated},
		"a file cut off in an unknown": {"<Root><Other>1", ErrTruncated},
		"elements without end":         {"<Root>" + strings.Repeat("<x>", 1000), ErrTooDeep},
		"a value in many pieces":       {"<Root><Day>" + strings.Repeat(strings.Repeat("x", 1<<16)+"<x/>", 20), ErrTooLong},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := walk(tt.text); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	for name, text := range map[string]string{
		"tags that cross":        "<Root><Child><Id></Child></Id></Root>",
		"an end too many":        "<Root></Root></Root>",
		"two roots":              "<Root></Root><Root></Root>",
		"text after the root":    "<Root></Root>x",
		"an entity of its own":   "<Root>&x;</Root>",
		"a document type":        "<!DOCTYPE Root [<!ENTITY x 'y'>]><Root>&x;</Root>",
		"bytes that are no text": "<Root>\xff</Root>",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := walk(text); !errors.As(err, &syntax) {
				t.Errorf("got %v, want a *SyntaxError", err)
			}
		})
	}
}

func TestRootOf(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"\ufeff<?xml version='1.0'?>\n<!-- x -->\n<Message>": "Message", "<A/>": "A", "": "", "no": "", "<": "",
	} {
		if got := RootOf(strings.NewReader(text)); got != want {
			t.Errorf("RootOf(%q) = %q, want %q", text, got, want)
		}
	}
}
