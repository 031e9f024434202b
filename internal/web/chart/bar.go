package chart

import (
	"fmt"
	"html"
	"html/template"
)

// Bar draws a share of 0 to 100 per cent as a bar that fills its table cell. The label says what it shows, such as "84.5%
// of Assessment 1"; give none where the number stands beside it, and the bar is hidden from screen readers, which would
// otherwise read every share twice.
func Bar(label string, share float64) template.HTML {
	if !(share > 0) { // also holds for NaN
		share = 0
	}
	about := `aria-hidden="true" focusable="false"`
	if label != "" {
		about = `role="img" aria-label="` + html.EscapeString(label) + `"`
	}
	var m markup
	fmt.Fprintf(&m, `<svg class="heed-bar" %s><rect class="c-track" width="100%%" height="10"/>`, about)
	fmt.Fprintf(&m, `<rect class="c-dot" width="%.1f%%" height="10"/></svg>`, min(share, 100))
	return m.html()
}
