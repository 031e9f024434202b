package kit

import (
	"html/template"
	"net/url"

	"heed/internal/figures"
	"heed/internal/web/chart"
	"heed/internal/words"
	"heed/rulebook"
)

// Card is a key figure as a card: a number never stands alone.
type Card struct {
	Title, Href string
	// Whose says whose figure it is, where a reader might take it for another's.
	Whose string
	// Broken says why there is no figure: a rule that fails is shown as broken, never as nought.
	Broken string
	Value  string
	// InWords says that Value is words and no number.
	InWords bool
	Unit    string
	// Unknown says that there is no value, as the records do not tell it; Value then says so in words, and Last is what was last known,
	// nil where nothing was.
	Unknown bool
	Last    *LastKnown
	// Of is what the value is of: 264 of 333.
	Of, Period          string
	Change, ChangeShape string
	Spark               template.HTML
	Comparators         []cardComparator
	Trust               Trust
}

// cardComparator is a value beside a card's own, blank where none is published, with how far it can be set beside it.
type cardComparator struct{ Label, Value, Note string }

// Trust says whether a figure can be relied on, with the reason.
type Trust struct{ Class, Shape, Level, Words string }

// LastKnown is what a figure that cannot be told was when it last could: of which days, its value, and what that is of.
type LastKnown struct{ Label, Value, Of string }

// LastKnownOf makes the view of what a figure was when it last could be told, nil where it can be told or never could.
func LastKnownOf(r *rulebook.Rule, f figures.Figure) *LastKnown {
	if f.LastKnown == nil {
		return nil
	}
	l := *f.LastKnown
	v := &LastKnown{figures.LastKnownLabel(r, l), words.Capital(figures.LastKnownValue(r, l)), figures.LastKnownOf(r, l)}
	if figures.LastKnownHidden(l) {
		v.Value = HiddenMark
	}
	return v
}

// CardsOf makes the cards of key figures.
func (f Frame) CardsOf(figures []figures.KeyFigure) []Card {
	list := make([]Card, 0, len(figures))
	for _, k := range figures {
		list = append(list, f.card(k))
	}
	return list
}

func (f Frame) card(k figures.KeyFigure) Card {
	v := Card{Title: k.Rule.Title, Href: f.Figure(k.Rule.ID), Broken: k.Broken, Whose: k.Whose}
	if part := k.Part; part.Dimension != "" {
		v.Href = f.Link("/figures/"+url.PathEscape(k.Rule.ID), "slice", part.Dimension+":"+part.Value)
	}
	if k.Broken != "" {
		return v
	}
	v.Value, v.Unit = words.ValueParts(k.Rule, k.Figure.Value)
	switch {
	case k.Hidden:
		v.Value, v.Unit = HiddenMark, ""
	case k.Figure.Unknown != "":
		v.Unknown, v.Value, v.Unit, v.Last = true, figures.UnknownLabel(k.Figure), "", LastKnownOf(k.Rule, k.Figure)
	}
	v.InWords = v.Unknown || !k.Hidden && k.Figure.Value == nil
	v.Of = figures.OfWords(k.Rule, k.Figure)
	v.Period = periodWords(k.Rule, k.Figure.Span.To)
	if k.Change.Words != "" {
		v.Change, v.ChangeShape = k.Change.Words+betterOrWorse(k.Rule.Polarity, k.Change), ChangeShape(k.Change)
	}
	v.Trust = TrustOf(k.Trust)
	v.Spark = chart.Spark(Series(k.Rule, k.Trend, k.Comparators))
	for _, c := range k.Comparators {
		note := c.Note
		c.Note = "" // it stands below the value
		v.Comparators = append(v.Comparators, cardComparator{c.Label, ComparatorValue(k.Rule, c), note})
	}
	return v
}

// FigureValue prints a figure's value in its unit. Nothing to divide by is said in words.
func FigureValue(r *rulebook.Rule, value *float64) string {
	text, _ := words.ValueParts(r, value)
	return text
}

// UnitAfter is the unit that follows the value as a word, where it is not part of the number.
func UnitAfter(r *rulebook.Rule) string {
	_, unit := words.ValueParts(r, new(float64))
	return unit
}

// Whole is a count that a figure holds as a number with decimals, nought where there is none.
func Whole(v *float64) int {
	if v == nil {
		return 0
	}
	return int(*v)
}

// ChangeShape is the arrow that goes with a change.
func ChangeShape(c words.Change) string {
	switch c.Direction {
	case words.Up, words.Down:
		return string(c.Direction)
	default:
	}
	return "across"
}

// betterOrWorse says what a change means, by which way is better for the measure. Most measures of demand have no better way.
func betterOrWorse(polarity rulebook.Polarity, c words.Change) string {
	switch {
	case c.Direction == words.Same || polarity != rulebook.Higher && polarity != rulebook.Lower:
		return ""
	case (polarity == rulebook.Higher) == (c.Direction == words.Up):
		return " (better)"
	}
	return " (worse)"
}

// TrustOf says in a shape and in words whether a figure can be relied on.
func TrustOf(t figures.Trust) Trust {
	switch t.Level {
	case figures.Sound:
		return Trust{"good", "tick", "Sound.", t.Words}
	case figures.Care:
		return Trust{"care", "triangle", "Use with care.", t.Words}
	case figures.Weak:
		return Trust{"weak", "question", "Weak.", t.Words}
	case figures.NotKnownYet, figures.BeforeRecords, figures.NothingFeeds:
		tag := StatusTag(t.Level)
		return Trust{tag.Class, tag.Shape, tag.Word + ".", t.Words}
	}
	return Trust{}
}

// ComparatorValue prints what a figure is compared with, in its own unit or else the figure's, and that it is of another period where it is.
func ComparatorValue(r *rulebook.Rule, c figures.Comparator) string {
	unit := r.Unit
	if c.Unit != "" {
		unit = c.Unit
	}
	switch {
	case c.Value == nil:
		return c.Note
	case c.Note != "":
		return words.InUnit(*c.Value, unit) + " (" + c.Note + ")"
	}
	return words.InUnit(*c.Value, unit)
}
