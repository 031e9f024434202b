// Package catalogue says what can be recorded: the record types and code lists,
// written in YAML beside this file, and the one way to turn a row of values into
// a record of a type. The engine's tables, the importers, the forms and the
// documentation all come from it.
package catalogue

import (
	"embed"
	"fmt"
	"io/fs"
	"sync"

	"heed/internal/strictyaml"
)

//go:embed types codes
var embedded embed.FS

// Catalogue holds every record type and code list, checked against each other.
// It does not change after Load or Parse, so it may be shared between goroutines.
type Catalogue struct {
	// Types are the record types in the order of their files.
	Types []*Type
	// Lists are the code lists by id.
	Lists map[string]*CodeList

	types map[string]*Type
	hash  string
}

// Load reads the catalogue that Heed carries. Its error, like that of Parse,
// joins every fault found, each a strictyaml.Fault. It is parsed once in a process,
// and every caller shares the same Catalogue.
func Load() (*Catalogue, error) { return load() }

var load = sync.OnceValues(func() (*Catalogue, error) { return Parse(embedded) })

// Parse reads the record types in types/<area>/<id>.yaml and the code lists in
// codes/<id>.yaml of fsys. Parsing is strict. All faults are reported at once,
// in the order of file and line, joined into one error of strictyaml.Fault.
func Parse(fsys fs.FS) (*Catalogue, error) {
	p := &parser{types: map[string]*Type{}, lists: map[string]*CodeList{}}
	var sources []strictyaml.Source
	for _, directory := range []string{"codes", "types"} {
		found, err := strictyaml.ReadSources(fsys, directory)
		if err != nil {
			return nil, fmt.Errorf("reading the catalogue: %w", err)
		}
		sources = append(sources, found...)
	}
	for _, s := range sources {
		p.read(s)
	}
	p.checkLists()
	if err := p.Err(); err != nil {
		return nil, err
	}
	for _, t := range p.ordered {
		t.prepare()
	}
	return &Catalogue{Types: p.ordered, Lists: p.lists, types: p.types, hash: strictyaml.Hash(sources)}, nil
}

// Type returns the record type with this id, or nil where there is none.
func (c *Catalogue) Type(id string) *Type { return c.types[id] }

// List returns the code list with this id, or nil where there is none.
func (c *Catalogue) List(id string) *CodeList { return c.Lists[id] }

// Hash returns the SHA-256, in hex, of the files the catalogue was read from.
// What was built from a catalogue with another hash is stale.
func (c *Catalogue) Hash() string { return c.hash }
