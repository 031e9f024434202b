// Package chart draws a figure's pictures as SVG on the server, so that they print, freeze into packs, publish as static pages
// and need no script.
//
// A picture is drawn in classes only (heed.css gives them stroke and colour), so it passes a strict content security policy and
// reads in print and in forced colours. Each line differs by its stroke as well as its colour. A missing value breaks the line;
// it is never drawn as nought. Every picture says in an aria-label what it shows, and a page sets the same numbers beside it in
// a table.
//
// The scale and its ticks are ours (scale.go, about forty lines). Looked at and left: gonum.org/v1/plot, which has good ticks
// but brings font, PDF and raster modules with it; aclements/go-moremath/scale, whose decimal ticks step by 1, 5 and 10 only,
// so that an axis gets two labels or nine, and which is no longer in its module's newest version; and the d3-scale ports, which
// nobody keeps.
package chart

import (
	"math"
	"slices"
	"strings"

	"github.com/dustin/go-humanize"
)

// Point is one value of a series at one of its evenly spaced periods.
type Point struct {
	Label string  // on the axis, short: "Nov"
	Name  string  // in words, full: "November 2025"
	Value float64 // in the chart's unit
	Known bool    // false where there is no figure: the line breaks there
}

// Comparator is the kind of a reference line; it decides the stroke.
type Comparator string

// The comparators, with the stroke each is drawn in.
const (
	England    Comparator = "c-eng" // dashed
	Region     Comparator = "c-reg" // dashes and dots
	Neighbours Comparator = "c-nei" // dotted
	Target     Comparator = "c-tgt" // thin, solid
)

// stroke is the word for how a comparator is drawn.
func (k Comparator) stroke() string {
	switch k {
	case Neighbours:
		return "Dotted"
	case Target:
		return "Thin"
	case Region:
		return "Dashes and dots"
	case England:
	}
	return "Dashed"
}

// has reports whether there is a number to draw.
func (p Point) has() bool { return p.Known && finite(p.Value) }

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// Reference is a level to compare with, drawn right across.
type Reference struct {
	Kind  Comparator
	Label string // "England", "Local target"; the value is added
	Value float64
}

// Series is what a line or a spark draws.
type Series struct {
	Unit       string // "%" stands against the number, a word such as "days" after it, "" for a count
	Decimals   int    // how many decimals of a value are worth printing
	Points     []Point
	References []Reference
}

// value prints a value as people read it: 1,412 or 79.3% or 12.5 days. Trailing noughts go.
func (s Series) value(v float64) string {
	power := math.Pow(10, float64(s.Decimals))
	number := humanize.Commaf(math.Round(v*power) / power)
	switch s.Unit {
	case "", "%":
		return number + s.Unit
	default:
		return number + " " + s.Unit
	}
}

// comparable returns the references that have a value.
func (s Series) comparable() []Reference {
	return slices.DeleteFunc(slices.Clone(s.References), func(r Reference) bool { return !finite(r.Value) })
}

// known returns the points that have a value.
func (s Series) known() []Point {
	var found []Point
	for _, p := range s.Points {
		if p.has() {
			found = append(found, p)
		}
	}
	return found
}

// runs returns the stretches of points without a gap, as index pairs [from, to).
func (s Series) runs() [][2]int {
	var found [][2]int
	start := -1
	for i, p := range s.Points {
		if p.has() && start < 0 {
			start = i
		}
		if !p.has() && start >= 0 {
			found = append(found, [2]int{start, i})
			start = -1
		}
	}
	if start >= 0 {
		found = append(found, [2]int{start, len(s.Points)})
	}
	return found
}

// span tells in words where the series begins and ends, and the levels it stands beside.
func (s Series) span() string {
	known := s.known()
	if len(known) == 0 {
		return "No figure in any period"
	}
	first, last := known[0], known[len(known)-1]
	var b strings.Builder
	if len(known) == 1 {
		b.WriteString(s.value(first.Value) + " in " + first.Name + ", the only figure")
	} else {
		b.WriteString("From " + s.value(first.Value) + " in " + first.Name + " to " + s.value(last.Value) + " in " + last.Name)
	}
	for _, r := range s.References {
		b.WriteString("; " + r.Label + " " + s.value(r.Value))
	}
	return b.String()
}
