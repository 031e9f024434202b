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
	parts := out.Unknown == "" || c.Output == "csv" // people get a sentence in place of an empty table
	if out.SliceList != nil && parts {
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
	if !parts && (out.SliceList != nil || out.Breakdown != nil) {
		return out.noParts(s.stdout)
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
	switch {
	case out.Unknown != "":
		add("value", out.unknownWords)
		add("", out.lastKnownWords)
	case out.Value == nil:
		add("value", "none: there is nothing to work it out from")
	default:
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
	add("known to", out.knownToCell())
	add("sound", map[bool]string{true: "yes", false: "no"}[out.Sound])
	if out.Unknown == "" {
		add("rows", fmt.Sprintf("%d, of %d children", out.Rows, out.Subjects))
	} else {
		add("rows", fmt.Sprintf("%d of days that the records cover", out.Rows))
	}
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
	g := &grid{columns: []string{"id", "title", "statistic", "slice", "value", "numerator", "denominator", "unit", "period", "from", "to", "as_at", "known_at", "rows", "subjects", "left_out", "rule_version",
		"known_to", "sound", "unknown", "last_known_as_at", "last_known_value", "last_known_numerator", "last_known_denominator"}}
	cells := []any{out.ID, out.Title, out.Statistic, out.Slice, out.Value, out.Numerator, out.Denominator, out.Unit, out.Period, out.From, out.To, out.AsAt, out.KnownAt, out.Rows, out.Subjects, out.LeftOut, out.RuleVersion,
		out.knownToCell(), out.Sound, out.Unknown}
	g.add(append(cells, out.lastKnownCells()...)...)
	return g
}

func sliceGrid(out figurePrint) *grid {
	g := &grid{columns: []string{"slice", "value", "numerator", "denominator", "rows", "left_out", "known_to", "unknown"}}
	for _, p := range out.SliceList {
		g.add(p.Slice, p.Value, p.Numerator, p.Denominator, p.Rows, p.LeftOut, out.knownToCell(), "")
	}
	if out.Unknown != "" { // a list without a line would not say why
		g.add("", "", "", "", "", "", out.knownToCell(), out.Unknown)
	}
	return g
}

func rowGrid(out figurePrint) *grid {
	g := &grid{columns: []string{"subject", "occasion", "on_date", "counted", "value", "category", "left_out", "arose", "due", "met", "late", "late_unit", "why", "detail", "age_band", "sex", "ethnicity", "disability", "team", "placement", "known_to", "unknown"}}
	for _, r := range out.RowList {
		g.add(r.Subject, r.Occasion, r.OnDate, r.Counted, r.Value, r.Category, r.LeftOut, r.Arose, r.Due, r.Met, r.Late, r.LateUnit, r.Why, r.Detail, r.AgeBand, r.Sex, r.Ethnicity, r.Disability, r.Team, r.Placement, out.knownToCell(), out.Unknown)
	}
	return g
}
