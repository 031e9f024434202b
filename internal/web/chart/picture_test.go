package chart_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"heed/internal/web/chart"
)

// picture is an SVG element as drawn, read back from its markup.
type picture struct {
	width, height float64
	label         string
	levels        []level // horizontal lines
	points        [][2]float64
	lines         int // polylines
	words         []words
}

type level struct {
	class     string
	x1, x2, y float64
}

type words struct {
	anchor, said string
	x, y         float64
}

// fataler is what both a test and a property have.
type fataler interface {
	Fatal(args ...any)
	Errorf(format string, args ...any)
	Helper()
}

// pictures parses markup as XML, which also shows that it is well formed and that it holds no style attribute.
func pictures(t fataler, markup string) []picture {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader("<div>" + markup + "</div>"))
	var found []picture
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			attr := attributes(e)
			if _, ok := attr["style"]; ok {
				t.Errorf("<%s> has an inline style", e.Name.Local)
			}
			if e.Name.Local == "svg" {
				if attr["role"] != "img" || attr["aria-label"] == "" {
					t.Errorf("a picture has role %q and label %q", attr["role"], attr["aria-label"])
				}
				found = append(found, picture{width: number(t, attr["width"]), height: number(t, attr["height"]), label: attr["aria-label"]})
			} else if len(found) > 0 {
				found[len(found)-1].add(t, e.Name.Local, attr)
			}
		case xml.CharData:
			if len(found) > 0 {
				if p := &found[len(found)-1]; len(p.words) > 0 && p.words[len(p.words)-1].said == "" {
					p.words[len(p.words)-1].said = string(e)
				}
			}
		}
	}
}

// add takes up one shape.
func (p *picture) add(t fataler, name string, attr map[string]string) {
	t.Helper()
	n := func(key string) float64 { return number(t, attr[key]) }
	switch name {
	case "line":
		p.levels = append(p.levels, level{class: attr["class"], x1: n("x1"), x2: n("x2"), y: n("y1")})
	case "circle":
		p.points = append(p.points, [2]float64{n("cx"), n("cy")})
	case "polyline":
		p.lines++
		for pair := range strings.FieldsSeq(attr["points"]) {
			x, y, _ := strings.Cut(pair, ",")
			p.points = append(p.points, [2]float64{number(t, x), number(t, y)})
		}
	case "text":
		p.words = append(p.words, words{anchor: attr["text-anchor"], x: n("x"), y: n("y")})
	}
}

func attributes(e xml.StartElement) map[string]string {
	found := map[string]string{}
	for _, a := range e.Attr {
		found[a.Name.Local] = a.Value
	}
	return found
}

func number(t fataler, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		t.Fatal(fmt.Sprintf("a picture holds the number %q", s))
	}
	return v
}

// anySeries draws a series of up to 60 periods with gaps, of any size and sign, with up to three references.
func anySeries(t *rapid.T) chart.Series {
	size := rapid.SampledFrom([]float64{0.01, 1, 100, 1e6, 1e9}).Draw(t, "size")
	value := rapid.Float64Range(-size, size)
	if rapid.Bool().Draw(t, "whole") {
		value = rapid.Map(value, math.Trunc)
	}
	s := chart.Series{Unit: rapid.SampledFrom([]string{"", "%", "days"}).Draw(t, "unit"), Decimals: rapid.IntRange(0, 2).Draw(t, "decimals")}
	for i := range rapid.IntRange(1, 60).Draw(t, "periods") {
		s.Points = append(s.Points, chart.Point{
			Label: fmt.Sprintf("P%d", i), Name: fmt.Sprintf("period %d", i),
			Value: value.Draw(t, "value"), Known: rapid.IntRange(0, 4).Draw(t, "known") > 0,
		})
	}
	for range rapid.IntRange(0, 3).Draw(t, "references") {
		kind := rapid.SampledFrom([]chart.Comparator{chart.England, chart.Neighbours, chart.Target}).Draw(t, "kind")
		s.References = append(s.References, chart.Reference{Kind: kind, Label: "Level", Value: value.Draw(t, "reference")})
	}
	return s
}

func TestEveryPointLiesInThePlot(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := chart.LineChart{Series: anySeries(t), Title: "Any figure", Name: "Brockwell"}
		for _, p := range pictures(t, string(chart.Line(c))) {
			left, right, top, bottom := plot(p)
			if !(0 < left && left < right && right <= p.width && 0 <= top && top < bottom && bottom < p.height) {
				t.Errorf("the plot is %g to %g by %g to %g", left, right, top, bottom)
			}
			for _, xy := range p.points {
				if xy[0] < left || xy[0] > right || xy[1] < top || xy[1] > bottom {
					t.Errorf("point %v lies outside %g to %g by %g to %g", xy, left, right, top, bottom)
				}
			}
			for _, l := range p.levels {
				if l.y < top || l.y > bottom {
					t.Errorf("%s at %g lies outside %g to %g", l.class, l.y, top, bottom)
				}
			}
			for _, w := range p.words {
				if w.x < 0 || w.x > p.width || w.y < 0 || w.y > p.height {
					t.Errorf("%q stands at %g, %g", w.said, w.x, w.y)
				}
			}
		}
	})
}

// plot finds the plot by its grid: the axis is the bottom line, the highest grid line the top.
func plot(p picture) (left, right, top, bottom float64) {
	top = p.height
	for _, l := range p.levels {
		if l.class == "c-axis" {
			left, right, bottom = l.x1, l.x2, l.y
		}
		if l.class == "c-grid" {
			top = min(top, l.y)
		}
	}
	return left, right, top, bottom
}

func TestEveryPointOfASparkLiesInIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		for _, p := range pictures(t, string(chart.Spark(anySeries(t)))) {
			for _, xy := range p.points {
				if xy[0] < 0 || xy[0] > p.width || xy[1] < 4 || xy[1] > p.height-4 {
					t.Errorf("point %v lies outside %g by %g", xy, p.width, p.height)
				}
			}
		}
	})
}

func TestWordsDoNotMeet(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := chart.LineChart{Series: anySeries(t), Title: "Any figure", Name: "Brockwell"}
		for _, p := range pictures(t, string(chart.Line(c))) {
			for i, a := range p.words {
				for _, b := range p.words[i+1:] {
					if a.anchor == b.anchor && a.x == b.x && math.Abs(a.y-b.y) < 13 {
						t.Errorf("%q and %q stand at %g and %g", a.said, b.said, a.y, b.y)
					}
				}
			}
		}
	})
}

func TestAMissingValueBreaksTheLine(t *testing.T) {
	t.Parallel()
	for _, p := range pictures(t, string(chart.Line(withGaps()))) {
		// November and December; February alone; May to September.
		if p.lines != 2 {
			t.Errorf("%d lines, want 2", p.lines)
		}
		if !strings.Contains(p.label, "4 of 12 periods have no figure") {
			t.Errorf("label %q does not own up to the gaps", p.label)
		}
	}
}

func TestASparkWithoutAFigureDrawsNothing(t *testing.T) {
	t.Parallel()
	if got := chart.Spark(chart.Series{Points: months(-1, -1, -1)}); got != "" {
		t.Errorf("drew %s", got)
	}
}

func TestABarStaysInItsCell(t *testing.T) {
	t.Parallel()
	for share, want := range map[float64]string{-5: `"0.0%"`, math.NaN(): `"0.0%"`, 0: `"0.0%"`, 33.333: `"33.3%"`, 100: `"100.0%"`, 250: `"100.0%"`} {
		if got := string(chart.Bar("a share", share)); !strings.Contains(got, "width="+want) {
			t.Errorf("Bar(%g) = %s, want a width of %s", share, got, want)
		}
	}
}
