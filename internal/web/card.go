package web

import (
	"html/template"
	"strings"

	"heed/internal/figures"
	"heed/internal/web/chart"
	"heed/internal/words"
	"heed/rulebook"
)

// cardView is a key figure as a card: a number never stands alone.
type cardView struct {
	Title, Href string
	// Broken says why there is no figure: a rule that fails is shown as broken, never as nought.
	Broken string
	Value  string
	Unit   string
	// Of is what the value is of: 264 of 333.
	Of, Period          string
	Change, ChangeShape string
	Spark               template.HTML
	Comparators         []pair
	Trust               trustView
}

// trustView says whether a figure can be relied on, with the reason.
type trustView struct{ Class, Shape, Level, Words string }

// cards makes the cards of key figures.
func (f frame) cards(figures []figures.KeyFigure) []cardView {
	list := make([]cardView, 0, len(figures))
	for _, k := range figures {
		list = append(list, f.card(k))
	}
	return list
}

func (f frame) card(k figures.KeyFigure) cardView {
	v := cardView{Title: k.Rule.Title, Href: f.Figure(k.Rule.ID), Broken: k.Broken}
	if k.Broken != "" {
		return v
	}
	v.Value, v.Unit = words.ValueParts(k.Rule, k.Figure.Value)
	if k.Hidden {
		v.Value, v.Unit = hiddenNumber, ""
	}
	v.Of = figureOf(k.Rule, k.Figure)
	v.Period = periodWords(k.Rule, k.Figure.Span.To)
	v.Change, v.ChangeShape = k.Change+betterOrWorse(k.Rule.Polarity, changeShape(k.Change)), changeShape(k.Change)
	v.Trust = trust(k.Trust)
	v.Spark = chart.Spark(series(k.Rule, k.Trend, k.Comparators))
	for _, c := range k.Comparators {
		v.Comparators = append(v.Comparators, pair{c.Label, comparatorValue(k.Rule, c)})
	}
	return v
}

// figureValue prints a figure's value in its unit. Nothing to divide by is said in words.
func figureValue(r *rulebook.Rule, value *float64) string {
	words, _ := words.ValueParts(r, value)
	return words
}

// unitAfter is the unit that follows the value as a word, where it is not part of the number.
func unitAfter(r *rulebook.Rule) string {
	_, unit := words.ValueParts(r, new(float64))
	return unit
}

// figureOf says what a value is of: 264 of 333; 412 children; 57 children, of 61,000 under 18.
func figureOf(r *rulebook.Rule, f figures.Figure) string {
	if f.Numerator == nil && f.Denominator == nil {
		return ""
	}
	switch r.Statistic {
	case rulebook.Share:
		return number(whole(f.Numerator)) + " of " + number(whole(f.Denominator))
	case rulebook.Rate:
		if f.Denominator == nil {
			return number(whole(f.Numerator)) + " counted; the population is not known"
		}
		return number(whole(f.Numerator)) + " of " + number(whole(f.Denominator)) + " " + r.Population
	case rulebook.Mean, rulebook.Median:
		return "from " + plural(f.Rows, "record")
	default:
	}
	if f.Subjects == f.Rows || r.Subject != "child" {
		return ""
	}
	return plural(f.Subjects, "child", "children")
}

func whole(v *float64) int {
	if v == nil {
		return 0
	}
	return int(*v)
}

// changeShape is the arrow that goes with a change in words.
func changeShape(change string) string {
	for word := range strings.FieldsSeq(change) {
		switch strings.Trim(word, ".,;()") {
		case "above", "higher", "more", "up", "longer":
			return "up"
		case "below", "lower", "fewer", "down", "shorter":
			return "down"
		}
	}
	return "across"
}

// betterOrWorse says what a change means, by which way is better for the measure. Most measures of demand have no better way.
func betterOrWorse(polarity rulebook.Polarity, shape string) string {
	switch string(polarity) + " " + shape {
	case "higher up", "lower down":
		return " (better)"
	case "higher down", "lower up":
		return " (worse)"
	}
	return ""
}

func trust(t figures.Trust) trustView {
	switch t.Level {
	case "sound":
		return trustView{"good", "tick", "Sound.", t.Words}
	case "care":
		return trustView{"care", "triangle", "Use with care.", t.Words}
	case "":
		return trustView{}
	}
	return trustView{"weak", "question", "Weak.", t.Words}
}

// comparatorValue prints what a figure is compared with, in its own unit or else the figure's.
func comparatorValue(r *rulebook.Rule, c figures.Comparator) string {
	if c.Unit != "" {
		return inUnit(c.Value, c.Unit)
	}
	return inUnit(c.Value, r.Unit)
}

// reference is a comparator as a chart draws it.
func reference(c figures.Comparator) (chart.Reference, bool) {
	kind := chart.England
	switch {
	case strings.Contains(strings.ToLower(c.Label), "neighbour"):
		kind = chart.Neighbours
	case strings.Contains(strings.ToLower(c.Label), "target"):
		kind = chart.Target
	}
	return chart.Reference{Kind: kind, Label: c.Label, Value: c.Value}, true
}
