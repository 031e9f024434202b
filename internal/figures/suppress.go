package figures

import (
	"heed/internal/disclosure"
	"heed/internal/engine"
	"heed/internal/words"
)

// tells says whether a figure holds a small count: of all it counts, of those that count, or of those that do not.
func tells(f engine.Figure) bool {
	if disclosure.Few(float64(f.Rows)) {
		return true
	}
	if f.Numerator == nil || f.Denominator == nil || *f.Denominator != float64(f.Rows) {
		return false
	}
	return disclosure.Few(*f.Numerator) || disclosure.Few(*f.Denominator-*f.Numerator)
}

// Suppress hides the rows of a table that hold a small count. Where only one is hidden it could be worked out from the
// total and the rest, so the next smallest is hidden with it.
func Suppress(rows []SliceRow) {
	hidden, next := 0, -1
	for i := range rows {
		switch {
		case tells(rows[i].Figure):
			hide(&rows[i])
			hidden++
		case rows[i].Figure.Rows > 0 && (next < 0 || rows[i].Figure.Rows < rows[next].Figure.Rows):
			next = i
		}
	}
	if hidden == 1 && next >= 0 {
		hide(&rows[next])
	}
}

func hide(row *SliceRow) {
	row.Figure = engine.Figure{Measure: row.Figure.Measure, Span: row.Figure.Span}
	row.Hidden, row.Small = true, true
}

const smallWords = "The numbers are small, from 1 to 5, and are hidden so that no child can be told by them."

// hideSmallKey does the same for a figure in a list.
func hideSmallKey(k *KeyFigure) {
	k.Trend = hideSteps(k.Trend)
	if k.Figure.Unknown != "" {
		hideUnknown(&k.Figure, engine.Slice{})
		return
	}
	hideLeftOut(&k.Figure, &k.Trust)
	if tells(k.Figure) {
		k.Figure = engine.Figure{Measure: k.Figure.Measure, Span: k.Figure.Span}
		k.Hidden = true
		k.Sentence, k.Change, k.Trust = smallWords, words.Change{}, Trust{Care, "Small numbers are hidden."}
	}
}

// hideSmall hides the small counts of a whole page: of the steps of its trend, and of the figure itself. A part of a
// figure that its table hides is hidden by itself too, and no part has a trend, whose steps could be set against others.
func hideSmall(page *Page, part engine.Slice) {
	page.Trend = hideSteps(page.Trend)
	if part.Dimension != "" {
		page.Trend = nil
	}
	if page.Figure.Unknown != "" {
		hideUnknown(&page.Figure, part)
		page.Touched = 0
		return
	}
	if hideLeftOut(&page.Figure, &page.Trust) || disclosure.Few(float64(page.Touched)) {
		page.Touched = 0 // it says how many were looked at, left out or not
	}
	if tells(page.Figure) || hiddenPart(page.Slices, part) {
		page.Figure = engine.Figure{Measure: page.Figure.Measure, Span: page.Figure.Span}
		page.Sentence = smallWords
		page.Change, page.YearAgo, page.KnownThen = words.Change{}, nil, nil
		page.Trust = Trust{Care, "Small numbers are hidden."}
		page.Slices, page.Touched = nil, 0
	}
	if page.YearAgo != nil && tells(*page.YearAgo) {
		page.YearAgo, page.Change = nil, words.Change{}
	}
	if page.KnownThen != nil {
		page.KnownThen = nil // two figures apart by one row would tell of that row
	}
}

// hideLeftOut keeps only that something is left out, where a reason holds for so few that a child could be told by it. It
// says whether it hid anything.
func hideLeftOut(f *engine.Figure, t *Trust) bool {
	for _, l := range f.LeftOut {
		if disclosure.Few(float64(l.N)) {
			f.LeftOut, t.Words = nil, "Some of those looked at are left out; how many is too small a number to show."
			return true
		}
	}
	return false
}

func hiddenPart(tables []SliceTable, part engine.Slice) bool {
	for _, table := range tables {
		for _, row := range table.Rows {
			if table.Dimension == part.Dimension && row.Value == part.Value {
				return row.Hidden
			}
		}
	}
	return false
}

func hideSteps(points []Point) []Point {
	shown := make([]Point, 0, len(points))
	for _, p := range points {
		if tells(p.Figure) {
			p.Figure = engine.Figure{Measure: p.Figure.Measure, Span: p.Figure.Span}
		}
		shown = append(shown, p)
	}
	return shown
}
