package strictyaml_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"heed/internal/strictyaml"
)

// read reads a text after one line of something else, and gives the section with where its faults are noted.
func read(text string) (*strictyaml.Section, *strictyaml.Faults) {
	faults := &strictyaml.Faults{}
	return strictyaml.Document{Faults: faults, File: "a.yaml", ID: "a", Offset: 1}.Whole([]byte(text)), faults
}

func messages(faults *strictyaml.Faults) []string {
	var lines []string
	for _, f := range faults.List() {
		lines = append(lines, f.Error())
	}
	return lines
}

func TestEveryFaultOfADocumentIsReportedAtItsLine(t *testing.T) {
	t.Parallel()
	s, faults := read(`# a remark
title: [not text]
colour: red
kind: other
title: again
on: maybe
codes: []
inside:
  extra: 1
beside: text
rows: {}
`)
	s.NeedText("title")
	s.NeedText("id")
	s.NeedOneOf("kind", []string{"duty", "view"})
	s.Flag("on")
	s.NeedList("codes")
	s.NeedList("fields")
	inside := s.Inside("inside")
	inside.NeedText("basis")
	inside.Done()
	if s.Inside("beside") != nil {
		t.Error("text was opened as a mapping")
	}
	s.List("rows")
	s.Done()
	want := []string{
		"a.yaml:2: a: fields is missing",
		"a.yaml:2: a: id is missing",
		"a.yaml:3: a: title must be text",
		"a.yaml:4: a: unknown key \"colour\"",
		"a.yaml:5: a: kind \"other\" is not one of: duty, view",
		"a.yaml:6: a: key \"title\" is given twice",
		"a.yaml:7: a: on must be true or false",
		"a.yaml:8: a: codes must be a list with at least one entry",
		"a.yaml:9: a: basis is missing",
		"a.yaml:10: a: unknown key \"extra\"",
		"a.yaml:11: a: beside must be a mapping of keys to values",
		"a.yaml:12: a: rows must be a list",
	}
	if diff := cmp.Diff(want, messages(faults)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(strings.Join(want, "\n"), faults.Err().Error()); diff != "" {
		t.Errorf("the error says otherwise than the list (-want +got):\n%s", diff)
	}
}

func TestADocumentThatIsNotOneMappingIsAFault(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"":                "a.yaml:2: a: must hold one YAML document",
		"a: 1\n---\na: 2": "a.yaml:2: a: must hold one YAML document",
		"# remark\n- 1":   "a.yaml:2: a: must be a mapping of keys to values",
		"a: 1\nb: [1":     "a.yaml:3: a: not YAML: sequence end token ']' not found",
	}
	for text, want := range tests {
		s, faults := read(text)
		if diff := cmp.Diff([]string{want}, messages(faults)); diff != "" || s != nil {
			t.Errorf("%q gives a section: %t, and faults (-want +got):\n%s", text, s != nil, diff)
		}
	}
}

func TestASoundDocumentGivesWhatIsWritten(t *testing.T) {
	t.Parallel()
	s, faults := read("code: 01\nlabel: ' spaced '\nblank:\nyes: true\nrows:\n- {a: 1}\n- b:\n    c: 2\n")
	if got := s.NeedText("code") + s.Text("label") + s.Text("blank") + s.Text("absent"); got != "01spaced" {
		t.Errorf("text is %q", got)
	}
	if !s.Flag("yes") || s.Flag("absent") {
		t.Error("the flag that is true, or the absent one, is read wrongly")
	}
	if diff := cmp.Diff([]string{"code", "label", "blank", "yes", "rows"}, s.Keys()); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	var starts []int
	for _, node := range s.NeedList("rows") {
		starts = append(starts, s.Open(node).Start)
	}
	if diff := cmp.Diff([]int{7, 8}, starts); diff != "" {
		t.Errorf("lines of the rows (-want +got):\n%s", diff)
	}
	if s.Done(); faults.Err() != nil {
		t.Error(faults.Err())
	}
}

func TestSourcesAreReadInOrderAndAnyChangeChangesTheHash(t *testing.T) {
	t.Parallel()
	tree := fstest.MapFS{
		"codes/b.yaml":      {Data: []byte("2")},
		"codes/a/z.yaml":    {Data: []byte("1")},
		"elsewhere/no.yaml": {Data: []byte("3")},
	}
	sources, err := strictyaml.ReadSources(tree, "codes")
	if err != nil {
		t.Fatal(err)
	}
	want := []strictyaml.Source{{Path: "codes/a/z.yaml", Text: []byte("1")}, {Path: "codes/b.yaml", Text: []byte("2")}}
	if diff := cmp.Diff(want, sources); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	if _, err := strictyaml.ReadSources(tree, "types"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a directory that is not there gives %v", err)
	}
	seen := map[string]bool{strictyaml.Hash(sources): true}
	for _, other := range [][]strictyaml.Source{
		sources[:1],
		{{Path: "codes/a/z.yaml", Text: []byte("1 ")}, sources[1]},
		{{Path: "codes/a/y.yaml", Text: []byte("1")}, sources[1]},
	} {
		h := strictyaml.Hash(other)
		if seen[h] {
			t.Error("different sources have the same hash")
		}
		seen[h] = true
	}
}
