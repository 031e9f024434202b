package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"heed/internal/figures"
	"heed/internal/words"
	"heed/rulebook"
)

// byPrint is the stable output of a figure's breakdown.
type byPrint struct {
	By     string    `json:"by"`
	Groups []byGroup `json:"groups"`
	// Counted is the day on which the population was counted, blank where none is known.
	Counted string   `json:"population_counted_on"`
	Source  string   `json:"population_source"`
	Notes   []string `json:"notes"`
	rated   bool
}

type byGroup struct {
	Group           string   `json:"group"`
	Rows            int      `json:"rows"`
	Value           *float64 `json:"value"`
	Share           *float64 `json:"share_of_figure"`
	Population      *float64 `json:"population"`
	PopulationShare *float64 `json:"share_of_population"`
	Rate            *float64 `json:"rate_per_10000"`
	Times           *float64 `json:"times_all_others"`
	Gap             *float64 `json:"gap_to_whole"`
	Warning         string   `json:"warning"`
	Words           string   `json:"words"`
}

// checkBy sees to it that the measure can be broken down so.
func (c figureCommand) checkBy(r *rulebook.Rule) error {
	if c.By == "" {
		return nil
	}
	dimension, ok := figures.FindDimension(c.By)
	switch {
	case !ok:
		return usagef("--by %s: there is no such group: they are %s", c.By, strings.Join(figures.Dimensions(), ", "))
	case dimension == "category" && r.Category == "":
		return usagef("--by %s: the rows of %s have no category", c.By, r.ID)
	}
	return nil
}

func breakdownOf(b figures.Breakdown) *byPrint {
	out := byPrint{By: b.By, Groups: []byGroup{}, Notes: append([]string{}, b.Notes...), rated: b.Rated}
	if b.Population != nil {
		out.Counted, out.Source = b.Population.CountedOn.Format(time.DateOnly), b.Population.Source
	}
	for _, row := range b.Rows {
		out.Groups = append(out.Groups, byGroup{
			row.Label, row.Figure.Rows, row.Figure.Value, row.Share, row.Persons, row.PopulationShare, row.Rate, row.Times, row.Gap, row.Warning, row.Words,
		})
	}
	return &out
}

func byGrid(out figurePrint) *grid {
	g := &grid{columns: []string{"group", "rows", "value", "share_of_figure", "population", "share_of_population", "rate_per_10000", "times_all_others", "gap_to_whole", "warning", "words", "known_to", "unknown"}}
	for _, one := range out.Breakdown.Groups {
		g.add(one.Group, one.Rows, one.Value, one.Share, one.Population, one.PopulationShare, one.Rate, one.Times, one.Gap, one.Warning, one.Words, out.knownToCell(), "")
	}
	if out.Unknown != "" { // a list without a line would not say why
		g.add("", "", "", "", "", "", "", "", "", "", out.unknownWords, out.knownToCell(), out.Unknown)
	}
	return g
}

// byTable writes a breakdown for people: the numbers in a table, then what they mean and what to mind.
func byTable(w io.Writer, by *byPrint) error {
	g := &grid{columns: []string{strings.ReplaceAll(by.By, "_", " "), "rows", "value", "share %", "population", "of population %", "per 10,000", "times others", "gap"}}
	for _, one := range by.Groups {
		value := short(one.Value)
		if by.rated || one.Share != nil {
			value = "" // of a count, the rows again
		}
		g.add(one.Group, one.Rows, value, short(one.Share), one.Population, short(one.PopulationShare), short(one.Rate), short(one.Times), short(one.Gap))
	}
	g.narrow()
	if err := g.table(w); err != nil {
		return err
	}
	var lines []string
	for _, one := range by.Groups {
		if words := strings.TrimSpace(one.Warning + " " + one.Words); words != "" {
			lines = append(lines, one.Group+": "+words)
		}
	}
	lines = append(lines, by.Notes...)
	if by.Source != "" {
		lines = append(lines, "Population: "+by.Source+", counted on "+by.Counted+".")
	}
	if len(lines) == 0 {
		return nil
	}
	_, err := fmt.Fprintln(w, "\n"+strings.Join(lines, "\n"))
	return err
}

// short writes a number as people read it, blank where there is none.
func short(v *float64) string {
	if v == nil {
		return ""
	}
	return words.Decimal(*v, 1)
}
