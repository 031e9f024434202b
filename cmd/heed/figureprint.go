package main

import (
	"fmt"
	"io"
	"math"
)

// show prints a figure and then the lists asked for. As CSV the last of them is the whole output.
func (c figureCommand) show(s *session, out figurePrint) error {
	if c.Output == "json" {
		return printJSON(s.stdout, out)
	}
	var lists []*grid
	if out.SliceList != nil {
		lists = append(lists, sliceGrid(out))
	}
	if c.Rows {
		lists = append(lists, rowGrid(out))
	}
	if c.By != "" && c.Output == "csv" {
		lists = append(lists, byGrid(out))
	}
	if c.Output == "csv" {
		return c.print(s.stdout, append([]*grid{figureGrid(out)}, lists...)[len(lists)])
	}
	if err := figureTable(s.stdout, out); err != nil {
		return err
	}
	for _, g := range lists {
		g.narrow()
		if _, err := fmt.Fprintln(s.stdout); err != nil {
			return err
		}
		if err := g.table(s.stdout); err != nil {
			return err
		}
	}
	if out.Breakdown == nil {
		return nil
	}
	if _, err := fmt.Fprintln(s.stdout); err != nil {
		return err
	}
	return byTable(s.stdout, out.Breakdown)
}

// figureTable writes a figure for people: an item a line, and why rows were left out.
func figureTable(w io.Writer, out figurePrint) error {
	g := &grid{columns: []string{"item", "value"}}
	add := func(item string, value any) {
		if cell(value) != "" {
			g.add(item, value)
		}
	}
	add("id", out.ID)
	add("title", out.Title)
	add("slice", out.Slice)
	if out.Value == nil {
		add("value", "none: there is nothing to work it out from")
	} else {
		add("value", cell(rounded(*out.Value))+" "+out.Unit)
	}
	add("numerator", out.Numerator)
	add("denominator", out.Denominator)
	add("statistic", out.Statistic)
	add("period", out.Period+": "+out.From+" to "+out.To)
	if out.Period == daysAsked {
		add("earliest row", out.FirstRowOn)
	}
	add("as at", out.AsAt)
	add("known at", out.KnownAt)
	add("rows", fmt.Sprintf("%d, of %d children", out.Rows, out.Subjects))
	add("left out", out.LeftOut)
	for _, l := range out.LeftOutWhy {
		add("", fmt.Sprintf("%d: %s", l.Rows, l.Reason))
	}
	add("rule version", out.RuleVersion)
	add("source", out.Source)
	return g.table(w)
}

// rounded keeps two decimals, which is all that people read. CSV and JSON give the value as it is.
func rounded(v float64) float64 { return math.Round(v*100) / 100 }

func figureGrid(out figurePrint) *grid {
	g := &grid{columns: []string{"id", "title", "statistic", "slice", "value", "numerator", "denominator", "unit", "period", "from", "to", "as_at", "known_at", "rows", "subjects", "left_out", "rule_version"}}
	g.add(out.ID, out.Title, out.Statistic, out.Slice, out.Value, out.Numerator, out.Denominator, out.Unit, out.Period, out.From, out.To, out.AsAt, out.KnownAt, out.Rows, out.Subjects, out.LeftOut, out.RuleVersion)
	return g
}

func sliceGrid(out figurePrint) *grid {
	g := &grid{columns: []string{"slice", "value", "numerator", "denominator", "rows", "left_out"}}
	for _, p := range out.SliceList {
		g.add(p.Slice, p.Value, p.Numerator, p.Denominator, p.Rows, p.LeftOut)
	}
	return g
}

func rowGrid(out figurePrint) *grid {
	g := &grid{columns: []string{"subject", "occasion", "on_date", "counted", "value", "category", "left_out", "age_band", "sex", "ethnicity", "disability", "team", "placement"}}
	for _, r := range out.RowList {
		g.add(r.Subject, r.Occasion, r.OnDate, r.Counted, r.Value, r.Category, r.LeftOut, r.AgeBand, r.Sex, r.Ethnicity, r.Disability, r.Team, r.Placement)
	}
	return g
}
