package figures

import (
	"html/template"
	"slices"

	"heed/internal/figures"
	"heed/internal/web/chart"
	"heed/internal/web/kit"
	"heed/internal/words"
	"heed/rulebook"
)

// sliceView is a figure by one dimension: a table of its values, each a link to the figure of that part alone.
type sliceView struct {
	Title string
	// Pictured says that the values are shares, which a bar can show.
	Pictured bool
	Heading  string
	Parts    []partView
}

type partView struct {
	Label, Href string
	Current     bool
	Bar         template.HTML
	Value, Of   string
	// Small says that there are too few rows to compare this part with another; Hidden that so few are not shown.
	Small, Hidden bool
}

// slices makes the tables of a figure by its dimensions, and the note that goes below them.
func (p *figurePage) slices(found figures.Page, form figureForm) (views []sliceView, note string) {
	rule := found.Rule
	for _, table := range found.Slices {
		view := sliceView{Title: table.Title, Pictured: rule.Statistic == rulebook.Share || rule.Statistic == rulebook.Count || rule.Statistic == rulebook.Rate, Heading: "Share"}
		total := 0
		for _, row := range table.Rows {
			total += row.Figure.Rows
		}
		if slices.ContainsFunc(table.Rows, func(row figures.SliceRow) bool { return row.Hidden }) {
			total = 0 // what is shown is not all, so no share of all can be given
		}
		if rule.Statistic != rulebook.Share {
			view.Heading = "Value"
		}
		for _, row := range table.Rows {
			one := figures.Slice{Dimension: table.Dimension, Value: row.Value}
			part := partView{Label: row.Label, Current: one == form.Slice, Small: row.Small}
			part.Href = p.own(rule, "", "slice", table.Dimension+":"+row.Value)
			part.Value, part.Of, part.Bar = partWords(found, row, total)
			if row.Hidden {
				part = partView{Label: row.Label, Hidden: true}
				note = "[c]: a number from 1 to 5, or one from which such a number could be worked out, is hidden."
			} else if part.Small && note == "" {
				note = "“Small” marks fewer rows than it takes to compare one part with another."
			}
			view.Parts = append(view.Parts, part)
		}
		if len(view.Parts) > 0 {
			views = append(views, view)
		}
	}
	return views, note
}

// partWords gives a part's value, what it is of, and its bar. Of a count and of a rate, which has no population by part, it is the
// number of rows and their share of all.
func partWords(found figures.Page, row figures.SliceRow, total int) (value, of string, bar template.HTML) {
	rule := found.Rule
	switch rule.Statistic {
	case rulebook.Share:
		if row.Figure.Value == nil {
			return noFigure, kit.BaseWords(rule, row.Figure), ""
		}
		return kit.FigureValue(rule, row.Figure.Value), kit.BaseWords(rule, row.Figure), chart.Bar("", *row.Figure.Value)
	case rulebook.Count, rulebook.Rate:
		if total == 0 {
			return words.Thousands(row.Figure.Rows), "", ""
		}
		share := 100 * float64(row.Figure.Rows) / float64(total)
		return words.Thousands(row.Figure.Rows), words.InUnit(share, "%") + " of all", chart.Bar("", share)
	default:
	}
	return kit.FigureValue(rule, row.Figure.Value), kit.BaseWords(rule, row.Figure), ""
}

// noFigure stands where nothing was counted, so that there is nothing to divide by. It is never shown as nought.
const noFigure = "No figure"
