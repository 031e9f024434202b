package chart

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"
	"time"
)

// JourneyChart is years drawn as lanes, one above another, on one axis of time. Every place is a share of the width, so that it
// fits a desk, a phone and paper; words stand in a bar only where they fit it on a desk.
type JourneyChart struct {
	// ID tells the chart from the others of its page, blank where it is the only one.
	ID       string
	From, To time.Time // the days at the two ends
	End      string    // what the last day is called: "Today"
	Lanes    []Lane
}

// Lane is one strand: bars, or marks.
type Lane struct {
	Title, Sub string
	// Label says what the lane shows to somebody who cannot see it.
	Label   string
	Bars    []LaneBar
	Moments []time.Time
	// Shape is how each mark is drawn.
	Shape Shape
}

// LaneBar is a stretch of time. A zero To goes on past the last day.
type LaneBar struct {
	From, To time.Time
	// Words and Short are what may stand in it, the fuller first.
	Words, Short string
	Fill         Fill
	// Row is how far down the lane it stands, from 0.
	Row int
	// Moved marks its beginning with a wedge.
	Moved bool
}

// Fill tells bars apart without colour: by how dark they are, and by hatching.
type Fill string

// The fills.
const (
	Light Fill = "s-a"
	White Fill = "s-b"
	Dark  Fill = "s-c"
	Hatch Fill = "s-gap" // nobody, or nowhere
	// Assumed and NotYet are of what is not certain, and not known yet.
	Assumed Fill = "s-assumed"
	NotYet  Fill = "s-notyet"
)

// Shape is how a mark is drawn, about its middle.
type Shape string

// The shapes. No two are alike in outline.
const (
	Wedge    Shape = "M-7 -6H7L0 7z"                                                      // points down
	Triangle Shape = "M0 -7L8 6H-8z"                                                      // points up
	Diamond  Shape = "M0 -8L8 0L0 8L-8 0z"                                                //
	Square   Shape = "M-6 -6H6V6H-6z"                                                     //
	Stroke   Shape = "M-1.5 -8H1.5V8H-1.5z"                                               // upright
	Circle   Shape = "M-7 0A7 7 0 1 0 7 0A7 7 0 1 0 -7 0z"                                //
	Star     Shape = "M0 -9L2.4 -3H8.5L3.8 1L5.6 7.5L0 3.8L-5.6 7.5L-3.8 1L-8.5 -3H-2.4z" //
	Cross    Shape = "M-2.5 -7H2.5V-2.5H7V2.5H2.5V7H-2.5V2.5H-7V-2.5H-2.5z"               //
	Speech   Shape = "M-8 -7H8V4H1L-4 8V4H-8z"                                            //
)

const (
	barHeight  = 30  // of a row of bars, in pixels
	markHeight = 24  // of a lane of marks
	laneWidth  = 700 // about how wide a lane is on the narrowest wide page: words that fit this fit any
	firstShare = 1   // where the first day stands, so that a mark on it is whole
	lastShare  = 99  // where the last day stands, for the same reason
	endRoom    = 22  // the share of the axis that the last day's own label may take
)

// Journey draws the lanes, each with its heading (h3) beside it.
func Journey(c JourneyChart) template.HTML {
	var m markup
	m.WriteString(`<div class="heed-journey">`)
	if c.hatches() {
		fmt.Fprintf(&m, `<svg width="0" height="0" class="heed-defs" aria-hidden="true" focusable="false"><defs>`+
			`<pattern id="heed-hatch%s" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">`+
			`<rect class="s-hatch-paper" width="6" height="6"/><rect class="s-hatch-line" width="3" height="6"/></pattern></defs></svg>`, c.ID)
	}
	ticks := c.ticks()
	c.axis(&m, ticks)
	for _, l := range c.Lanes {
		c.lane(&m, l, ticks)
	}
	m.WriteString(`</div>`)
	return m.html()
}

// hatches says whether any bar is hatched.
func (c JourneyChart) hatches() bool {
	return slices.ContainsFunc(c.Lanes, func(l Lane) bool {
		return slices.ContainsFunc(l.Bars, func(b LaneBar) bool { return b.Fill == Hatch })
	})
}

// share is where a day stands, in hundredths of the width.
func (c JourneyChart) share(day time.Time) float64 {
	if day.IsZero() || day.After(c.To) {
		day = c.To
	}
	whole := c.To.Sub(c.From)
	if whole <= 0 || day.Before(c.From) {
		return firstShare
	}
	return firstShare + (lastShare-firstShare)*float64(day.Sub(c.From))/float64(whole)
}

// tick is a labelled day of the axis.
type tick struct {
	at    float64
	words string
}

// ticks labels every so many months: quarters of a year, years, or more of them, whatever leaves room for the words.
func (c JourneyChart) ticks() []tick {
	for _, months := range []int{1, 3, 6, 12, 24, 60} {
		form, room := "Jan 2006", 16.0 // the least share between two labels: of a phone's width, too
		if months >= 12 {
			form, room = "2006", 9
		}
		first := time.Date(c.From.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
		var list []tick
		tight := false
		for day := first; !day.After(c.To); day = day.AddDate(0, months, 0) {
			if day.Before(c.From) {
				continue
			}
			t := tick{c.share(day), day.Format(form)}
			tight = tight || len(list) > 0 && t.at-list[len(list)-1].at < room
			list = append(list, t)
		}
		if !tight {
			return list
		}
	}
	return nil
}

// axis writes the labels. The last day has the right end to itself.
func (c JourneyChart) axis(m *markup, ticks []tick) {
	m.WriteString(`<div class="heed-lane heed-lane--axis"><div></div><svg height="18" aria-hidden="true" focusable="false">`)
	for _, t := range ticks {
		if t.at < lastShare-endRoom {
			fmt.Fprintf(m, `<text class="c-text" x="%.2f%%" y="14" dx="3">%s</text>`, t.at, t.words)
		}
	}
	fmt.Fprintf(m, `<text class="c-text c-bold" x="100%%" y="14" text-anchor="end">%s</text></svg></div>`, html.EscapeString(c.End))
}

func (c JourneyChart) lane(m *markup, l Lane, ticks []tick) {
	height, class := markHeight, "heed-lane heed-lane--marks"
	if len(l.Moments) == 0 {
		rows := 1
		for _, b := range l.Bars {
			rows = max(rows, b.Row+1)
		}
		height, class = barHeight*rows+8, "heed-lane"
	}
	fmt.Fprintf(m, `<div class="%s"><div><h3>`, class)
	if len(l.Moments) > 0 {
		fmt.Fprintf(m, `<svg class="heed-mark" width="20" height="20" viewBox="-10 -10 20 20" aria-hidden="true" focusable="false"><path class="s-c" d="%s"/></svg> `, l.Shape)
	}
	m.WriteString(html.EscapeString(l.Title) + `</h3>`)
	if l.Sub != "" {
		m.WriteString(`<p>` + html.EscapeString(l.Sub) + `</p>`)
	}
	fmt.Fprintf(m, `</div><svg height="%d" role="img" aria-label="%s">`, height, html.EscapeString(l.Label))
	for _, t := range ticks {
		fmt.Fprintf(m, `<line class="c-grid" x1="%[1]s" x2="%[1]s" y1="0" y2="100%%"/>`, percent(t.at))
	}
	for _, b := range l.Bars {
		c.bar(m, b)
	}
	for _, day := range l.Moments {
		fmt.Fprintf(m, `<svg class="heed-mark" x="%s" y="%d" aria-hidden="true"><path class="s-c" d="%s"/></svg>`, percent(c.share(day)), markHeight/2, l.Shape)
	}
	fmt.Fprintf(m, `<line class="s-today" x1="%[1]s" x2="%[1]s" y1="0" y2="100%%"/></svg></div>`, percent(lastShare))
}

func (c JourneyChart) bar(m *markup, b LaneBar) {
	from := c.share(b.From)
	width := c.share(b.To) - from
	top := b.Row*barHeight + 4
	fmt.Fprintf(m, `<svg x="%s" width="%s" y="%d" height="%d" aria-hidden="true">`, percent(from), percent(max(width, 0.3)), top, barHeight)
	fill := ""
	if b.Fill == Hatch {
		fill = ` fill="url(#heed-hatch` + c.ID + `)"` // an attribute: a style sheet may hold no URL
	}
	fmt.Fprintf(m, `<rect class="%s"%s x="1" y="1" width="100%%" height="%d"/>`, b.Fill, fill, barHeight-2)
	room := width / 100 * laneWidth
	if b.Moved {
		m.WriteString(`<path class="s-move" d="M1 1H11L1 11z"/>`)
		room -= 8
	}
	for _, words := range []string{b.Words, b.Short} {
		if words != "" && textWidth(words)+12 <= room {
			x := 7
			if b.Moved {
				x = 15
			}
			fmt.Fprintf(m, `<text class="%s-text" x="%d" y="20">%s</text>`, b.Fill, x, html.EscapeString(words))
			break
		}
	}
	if !b.To.IsZero() {
		fmt.Fprintf(m, `<line class="s-end" x1="100%%" x2="100%%" y1="1" y2="%d"/>`, barHeight-1)
	}
	m.WriteString(`</svg>`)
}

// percent writes a share, with noughts left out.
func percent(share float64) string {
	words := strings.TrimRight(fmt.Sprintf("%.2f", share), "0")
	return strings.TrimSuffix(words, ".") + "%"
}
