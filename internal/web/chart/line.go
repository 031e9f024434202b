package chart

import (
	"html"
	"html/template"
	"strings"
)

// LineChart is a figure over time: its own series, and the levels it is compared with.
type LineChart struct {
	Series
	Title string // the caption: "On time each month, with England and the local target"
	Name  string // whose series it is: "Brockwell"
	// Others and Band have a value of their own in each period; a [Reference] has one for all.
	Others []Other
	Band   *Band
}

const (
	wideWidth, wideHeight     = 760.0, 400.0
	narrowWidth, narrowHeight = 340.0, 240.0

	wantSteps = 5  // about how many steps the y-axis has
	maxDots   = 36 // with more points than this the dots would join up, so the line stands alone
)

// frame is where the plot stands in its picture, in pixels.
type frame struct {
	left, right, top, bottom float64
	count                    int // of points along the x-axis
	scale                    scale
}

// place returns where the i-th point stands. A lone point stands in the middle.
func (f frame) place(i int, v float64) xy {
	x := (f.left + f.right) / 2
	if f.count > 1 {
		x = f.left + (f.right-f.left)*float64(i)/float64(f.count-1)
	}
	return xy{x, f.y(v)}
}

func (f frame) y(v float64) float64 {
	return f.bottom - (f.bottom-f.top)*f.scale.at(v)
}

// Line draws a line chart as a figure element: the caption, the picture at 760 by 400 and at 340 by 240 pixels (the style sheet
// shows the one that fits, so that words are never scaled), and a note that tells the lines apart in words.
func Line(c LineChart) template.HTML {
	var m markup
	m.WriteString(`<figure class="heed-chart"><figcaption>` + html.EscapeString(c.Title) + `</figcaption>`)
	known := c.known()
	c.References = c.comparable()
	if len(known) == 0 {
		m.WriteString(`<p class="heed-small heed-quiet">There is no figure to draw in any of these periods.</p></figure>`)
		return m.html()
	}
	values := c.otherValues()
	for _, p := range known {
		values = append(values, p.Value)
	}
	for _, r := range c.References {
		values = append(values, r.Value)
	}
	s := newScale(values, wantSteps, c.Decimals)
	ticks := c.tickLabels(s)
	labels := c.endLabels()
	room := 0.0
	for _, l := range labels {
		room = max(room, textWidth(l.words))
	}
	left := 12.0
	for _, t := range ticks {
		left = max(left, textWidth(t)+12)
	}
	wide := frame{left, wideWidth - 12 - min(room, 260), 14, wideHeight - 30, len(c.Points), s}
	narrow := frame{left, narrowWidth - 10, 14, narrowHeight - 30, len(c.Points), s}

	m.open("heed-chart__wide", wideWidth, wideHeight, c.summary())
	c.draw(&m, wide, ticks, wideWidth)
	c.drawEnds(&m, wide, labels)
	m.close()
	m.open("heed-chart__narrow", narrowWidth, narrowHeight, c.summary())
	c.draw(&m, narrow, ticks, narrowWidth)
	m.close()
	m.WriteString(`<p class="heed-small heed-quiet">` + html.EscapeString(c.note(s)) + `</p></figure>`)
	return m.html()
}

// draw draws the grid, the axis with its words, the reference lines and the series.
func (c LineChart) draw(m *markup, f frame, ticks []string, width float64) {
	for i, t := range f.scale.ticks {
		class := "c-grid"
		if i == 0 {
			class = "c-axis"
		}
		m.level(class, f.left, f.right, f.y(t))
		m.text("c-text", "end", f.left-6, f.y(t)+4, ticks[i])
	}
	for _, r := range c.References {
		m.level(string(r.Kind), f.left, f.right, f.y(r.Value))
	}
	c.drawOthers(m, f)
	for _, run := range c.runs() {
		places := make([]xy, 0, run[1]-run[0])
		for i := run[0]; i < run[1]; i++ {
			places = append(places, f.place(i, c.Points[i].Value))
		}
		if len(places) > 1 {
			m.line("c-us", places)
		}
		if len(places) == 1 || len(c.Points) <= maxDots {
			for _, p := range places {
				m.dot(p.x, p.y, 3.5)
			}
		}
	}
	for _, l := range axisLabels(c.Points, f, width) {
		m.text("c-text", l.anchor, l.x, f.bottom+20, l.words)
	}
}

// drawEnds writes at the right of the plot what each line is and its value.
func (c LineChart) drawEnds(m *markup, f frame, labels []endLabel) {
	ys := make([]float64, len(labels))
	for i, l := range labels {
		ys[i] = f.y(l.value)
	}
	for i, y := range spread(ys, 16, f.top, f.bottom) {
		m.text(labels[i].class, "start", f.right+8, y+4, labels[i].words)
	}
}

// tickLabels prints the ticks of the y-axis. A unit that is a word is left to the caption.
func (c LineChart) tickLabels(s scale) []string {
	plain := Series{Decimals: s.decimals()}
	if c.Unit == "%" {
		plain.Unit = c.Unit
	}
	labels := make([]string, len(s.ticks))
	for i, t := range s.ticks {
		labels[i] = plain.value(t)
	}
	return labels
}

// summary says what the chart shows to someone who cannot see it.
func (c LineChart) summary() string {
	known := c.known()
	lowest, highest := known[0], known[0]
	for _, p := range known {
		if p.Value < lowest.Value {
			lowest = p
		}
		if p.Value > highest.Value {
			highest = p
		}
	}
	words := []string{"Line chart", c.Title, c.span() + c.otherSpans()}
	if len(known) > 2 && lowest.Value != highest.Value {
		words = append(words, "Lowest "+c.value(lowest.Value)+" in "+lowest.Name+", highest "+c.value(highest.Value)+" in "+highest.Name)
	}
	if gaps := len(c.Points) - len(known); gaps > 0 {
		words = append(words, Series{}.value(float64(gaps))+" of "+Series{}.value(float64(len(c.Points)))+" periods have no figure")
	}
	return strings.Join(append(words, "The table gives every number."), ". ")
}

// note tells the lines apart in words, and owns up to a scale that does not start at nought and to gaps.
func (c LineChart) note(s scale) string {
	var words []string
	if s.lowest() > 0 {
		words = append(words, "The scale starts at "+c.tickLabels(s)[0])
	}
	words = append(words, "Solid and thick: "+c.Name)
	for _, r := range c.References {
		words = append(words, r.Kind.stroke()+": "+r.Label+" "+c.value(r.Value))
	}
	words = append(words, c.otherNotes()...)
	if len(c.known()) < len(c.Points) {
		words = append(words, "A gap: no figure")
	}
	return strings.Join(words, ". ") + "."
}

// endLabel is what stands at the right end of a line.
type endLabel struct {
	class, words string
	value        float64
}

func (c LineChart) endLabels() []endLabel {
	known := c.known()
	last := known[len(known)-1]
	labels := []endLabel{{"c-text c-bold", strings.TrimSpace(c.Name + " " + c.value(last.Value)), last.Value}}
	for _, r := range c.References {
		labels = append(labels, endLabel{"c-text", r.Label + " " + c.value(r.Value), r.Value})
	}
	for _, o := range c.Others {
		if p, ok := o.last(); ok {
			labels = append(labels, endLabel{"c-text", o.Label + " " + c.value(p.Value), p.Value})
		}
	}
	return labels
}
