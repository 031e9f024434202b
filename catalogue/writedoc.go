package catalogue

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/template"
)

//go:embed writedoc.md.tmpl
var docTemplate string

// docArea is the record types of one area, for the template.
type docArea struct {
	Title string
	Types []*Type
}

// WriteDoc writes the catalogue as Markdown: every record type by area with its
// fields, their types and code lists and what they map to, then every code list.
func WriteDoc(w io.Writer, c *Catalogue) error {
	tmpl, err := template.New("catalogue").Funcs(template.FuncMap{
		"cell":   markdownCell,
		"filled": isFilled,
		"maps":   describeMaps,
		"title":  sentenceCase,
		"years":  describeYears,
	}).Parse(docTemplate)
	if err != nil {
		return fmt.Errorf("reading the template of the catalogue's documentation: %w", err)
	}
	lists := slices.SortedFunc(maps.Values(c.Lists), func(a, b *CodeList) int { return strings.Compare(a.ID, b.ID) })
	var out bytes.Buffer
	err = tmpl.Execute(&out, map[string]any{"Areas": byArea(c.Types), "Lists": lists})
	if err != nil {
		return fmt.Errorf("writing the catalogue's documentation: %w", err)
	}
	_, err = w.Write(out.Bytes())
	return err
}

func byArea(types []*Type) []*docArea {
	areas := map[string]*docArea{}
	for _, t := range types {
		if areas[t.Area] == nil {
			areas[t.Area] = &docArea{Title: t.Area}
		}
		areas[t.Area].Types = append(areas[t.Area].Types, t)
	}
	return slices.SortedFunc(maps.Values(areas), func(a, b *docArea) int { return strings.Compare(a.Title, b.Title) })
}

// markdownCell keeps a text within one cell of a table.
func markdownCell(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`).Replace(s)
}

// describeMaps gives a field's mappings as one text, in the order of the standards.
func describeMaps(f *Field) string {
	var out []string
	for _, standard := range standards {
		if item, ok := f.Maps[standard]; ok {
			out = append(out, standard+" `"+item+"`")
		}
	}
	return strings.Join(out, ", ")
}

func isFilled(t *Type, f *Field) bool {
	return f.Required || t.plan.filled[t.Index(f.ID)]
}

// describeYears says in which collection years a code is valid, as far as that is held.
func describeYears(c Code) string {
	switch {
	case c.From != 0 && c.To != 0:
		return CollectionYear(c.From) + " to " + CollectionYear(c.To)
	case c.From != 0:
		return "from " + CollectionYear(c.From)
	case c.To != 0:
		return "to " + CollectionYear(c.To)
	}
	return ""
}

func sentenceCase(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
