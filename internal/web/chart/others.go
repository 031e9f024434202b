package chart

import (
	"fmt"
	"strings"
)

// Other is a line to compare with that has a value of its own in each period.
type Other struct {
	Kind  Comparator
	Label string
	// Points stand at the periods of the chart's own series, one for one.
	Points []Point
}

// Band is the room between the lowest and the highest of a group in each period, drawn as a shade.
type Band struct {
	Label     string
	Low, High []Point
}

// series is the line as a series, to find its gaps and its last value.
func (o Other) series() Series { return Series{Points: o.Points} }

// last is the latest value, and whether there is one.
func (o Other) last() (Point, bool) {
	known := o.series().known()
	if len(known) == 0 {
		return Point{}, false
	}
	return known[len(known)-1], true
}

// values are all that the others and the band reach, for the scale.
func (c LineChart) otherValues() []float64 {
	var values []float64
	for _, o := range c.Others {
		for _, p := range o.series().known() {
			values = append(values, p.Value)
		}
	}
	if c.Band != nil {
		for _, points := range [][]Point{c.Band.Low, c.Band.High} {
			for _, p := range (Series{Points: points}).known() {
				values = append(values, p.Value)
			}
		}
	}
	return values
}

// drawOthers draws the shade and then the lines, beneath the series itself.
func (c LineChart) drawOthers(m *markup, f frame) {
	if c.Band != nil {
		c.Band.draw(m, f)
	}
	for _, o := range c.Others {
		for _, run := range o.series().runs() {
			places := make([]xy, 0, run[1]-run[0])
			for i := run[0]; i < run[1]; i++ {
				places = append(places, f.place(i, o.Points[i].Value))
			}
			if len(places) == 1 { // a lone value is a short stroke, so that it is not taken for one of ours
				places = []xy{{places[0].x - 5, places[0].y}, {places[0].x + 5, places[0].y}}
			}
			m.line(string(o.Kind), places)
		}
	}
}

// draw shades each stretch of periods in which both ends are known.
func (b Band) draw(m *markup, f frame) {
	both := make([]Point, len(b.Low))
	for i := range b.Low {
		both[i].Known = b.Low[i].has() && b.High[i].has()
	}
	for _, run := range (Series{Points: both}).runs() {
		var top, bottom []xy
		for i := run[0]; i < run[1]; i++ {
			top = append(top, f.place(i, b.High[i].Value))
			bottom = append([]xy{f.place(i, b.Low[i].Value)}, bottom...)
		}
		if len(top) == 1 {
			top = []xy{{top[0].x - 4, top[0].y}, {top[0].x + 4, top[0].y}}
			bottom = []xy{{bottom[0].x + 4, bottom[0].y}, {bottom[0].x - 4, bottom[0].y}}
		}
		m.WriteString(`<polygon class="c-band" points="`)
		for i, p := range append(top, bottom...) {
			if i > 0 {
				m.WriteByte(' ')
			}
			fmt.Fprintf(m, "%.1f,%.1f", p.x, p.y)
		}
		m.WriteString(`"/>`)
	}
}

// otherSpans says where each other line ends, for those who cannot see it.
func (c LineChart) otherSpans() string {
	var b strings.Builder
	for _, o := range c.Others {
		if p, ok := o.last(); ok {
			b.WriteString("; " + o.Label + " " + c.value(p.Value) + " in " + p.Name)
		}
	}
	return b.String()
}

// otherNotes tells the other lines apart in words.
func (c LineChart) otherNotes() []string {
	var words []string
	for _, o := range c.Others {
		if _, ok := o.last(); ok {
			words = append(words, o.Kind.stroke()+": "+o.Label)
		}
	}
	if c.Band != nil {
		words = append(words, "Shaded: "+c.Band.Label)
	}
	return words
}
