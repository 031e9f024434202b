// Package cin reads the DfE's children in need census, in XML as the schemas of
// 2016 to 2024 and the elements of 2026 have it, one child at a time.
package cin

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"heed/catalogue"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/outline"
)

// Kind is the format's name in the catalogue's maps.
const Kind = "cin"

// Format is the census as a catalogue maps it. It does not change, so it may be
// shared.
type Format struct {
	elements *elements
	norm     *intake.Normaliser
	shapes   map[string]*shape
}

// shape is a record type with the field of each item, by the item's number.
type shape struct {
	*intake.Shape
	field    []int // -1 where the type does not hold the item
	child    int
	referred int
}

// types are the record types that a census fills, preProceedings last: only the
// census of 2026 and after holds it.
var types = []string{
	"child", "disability", "referral", "cin_episode", "assessment", "cin_plan", "section_47",
	"initial_conference", "cp_plan", "cp_review", preProceedings,
}

const preProceedings = "pre_proceedings"

// preProceedingsElement is the element that only a file with pre-proceedings holds.
const preProceedingsElement = "PreProceedingsandFGDM"

// New gives the format for a catalogue, and an error where the catalogue lacks a
// record type that the census fills.
func New(cat *catalogue.Catalogue, norm *intake.Normaliser) (*Format, error) {
	f := &Format{elements: newElements(), norm: norm, shapes: map[string]*shape{}}
	for _, id := range types {
		t := cat.Type(id)
		if t == nil {
			return nil, fmt.Errorf("the children in need census needs the record type %s: %w", id, errCatalogue)
		}
		f.shapes[id] = f.shape(t)
	}
	return f, nil
}

var errCatalogue = errors.New("not in the catalogue")

func (f *Format) shape(t *catalogue.Type) *shape {
	s := &shape{Shape: intake.NewShape(t, Kind), child: t.Index("child_id"), referred: t.Index("referred_on")}
	s.field = make([]int, len(f.elements.numbers.Names))
	for n := range s.field {
		s.field[n] = -1
	}
	for i, field := range t.Fields {
		for _, name := range intake.Names(field, Kind) {
			s.field[f.elements.numbers.Of(name)] = i
		}
	}
	return s
}

// Header is what a census says of itself before its children.
type Header struct {
	Collection, Year, ReferenceDate, LEA, DateTime string
}

// errStop ends a walk that has seen what it came for.
var errStop = errors.New("seen enough")

// Probe reads no further than the header.
func (f *Format) Probe(r io.Reader) (Header, error) {
	p := &probe{e: f.elements}
	err := outline.Walk(r, f.elements.message, p)
	if errors.Is(err, errStop) {
		err = nil
	}
	return p.header, err
}

type probe struct {
	e      *elements
	header Header
}

func (p *probe) Open(g *outline.Group, _ int) error {
	if g == p.e.all {
		return errStop
	}
	return nil
}

func (p *probe) Item(_ *outline.Group, item int, value string, _ int) error {
	p.header.take(p.e.numbers.Names[item], value)
	return nil
}

func (p *probe) Close(*outline.Group, int) error { return nil }

func (p *probe) Unexpected(*outline.Group, string, int) error { return nil }

func (h *Header) take(name, value string) {
	switch name {
	case "Collection":
		h.Collection = value
	case "Year":
		h.Year = value
	case "ReferenceDate":
		h.ReferenceDate = value
	case "LEA":
		h.LEA = value
	case "DateTime":
		h.DateTime = value
	}
}

// typesOf lists the record types whose records a file holds all of; withPre says
// whether preProceedingsElement begins in it.
func typesOf(withPre bool) []string {
	if withPre {
		return slices.Clone(types)
	}
	return slices.Clone(types[:len(types)-1])
}
