package chart

import (
	"fmt"
	"html"
	"html/template"
	"strings"
)

// markup builds SVG. Its methods write numbers to a tenth of a pixel and escape every word, so what html returns is safe.
type markup struct {
	strings.Builder
}

func (m *markup) open(class string, width, height float64, label string) {
	fmt.Fprintf(m, `<svg class="%s" width="%.0f" height="%.0f" viewBox="0 0 %[2]g %[3]g" role="img" aria-label="%[4]s">`,
		class, width, height, html.EscapeString(label))
}

func (m *markup) close() { m.WriteString("</svg>") }

// level draws a horizontal line.
func (m *markup) level(class string, x1, x2, y float64) {
	fmt.Fprintf(m, `<line class="%s" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/>`, class, x1, x2, y, y)
}

func (m *markup) dot(x, y, radius float64) {
	fmt.Fprintf(m, `<circle class="c-dot" cx="%.1f" cy="%.1f" r="%g"/>`, x, y, radius)
}

func (m *markup) line(class string, points []xy) {
	fmt.Fprintf(m, `<polyline class="%s" points="`, class)
	for i, p := range points {
		if i > 0 {
			m.WriteByte(' ')
		}
		fmt.Fprintf(m, "%.1f,%.1f", p.x, p.y)
	}
	m.WriteString(`"/>`)
}

// text writes words whose start, middle or end is at x.
func (m *markup) text(class, anchor string, x, y float64, words string) {
	fmt.Fprintf(m, `<text class="%s" text-anchor="%s" x="%.1f" y="%.1f">%s</text>`, class, anchor, x, y, html.EscapeString(words))
}

func (m *markup) html() template.HTML {
	return template.HTML(m.String()) //nolint:gosec // G203: every word that went in was escaped by the methods above
}

// xy is a place in a picture, in pixels from its top left.
type xy struct{ x, y float64 }

// textWidth estimates the width in pixels of words set in 13px Arial, a little on the wide side. Nothing is measured on the
// server; the estimate only has to keep words from being cut or from meeting.
func textWidth(words string) float64 {
	return 7 * float64(len([]rune(words)))
}
