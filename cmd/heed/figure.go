package main

import (
	"fmt"
	"strings"
	"time"

	"heed/internal/app"
	"heed/internal/engine"
)

type figureCommand struct {
	data
	authority
	output
	asked
	ID    string `arg:"" help:"The measure's id, such as icpc-15wd; heed rule list --kind measure gives them all."`
	Slice string `placeholder:"S" help:"A dimension and value, such as sex=F, to count only those rows; or a dimension alone, to list its values. Dimensions: age_band, sex, ethnicity, disability, category, team."`
	Rows  bool   `help:"Give the rows behind the figure too."`
}

// figurePrint is the stable output of a figure.
type figurePrint struct {
	ID          string      `json:"id"`
	Title       string      `json:"title"`
	Statistic   string      `json:"statistic"`
	Value       *float64    `json:"value"`
	Numerator   *float64    `json:"numerator"`
	Denominator *float64    `json:"denominator"`
	Unit        string      `json:"unit"`
	Period      string      `json:"period"`
	From        string      `json:"from"`
	To          string      `json:"to"`
	AsAt        string      `json:"as_at"`
	KnownAt     string      `json:"known_at"`
	Slice       string      `json:"slice,omitempty"`
	Rows        int         `json:"rows"`
	Subjects    int         `json:"subjects"`
	LeftOut     int         `json:"left_out"`
	LeftOutWhy  []leftOut   `json:"left_out_why"`
	RuleVersion string      `json:"rule_version"`
	Source      string      `json:"source"`
	SliceList   []slicePart `json:"slice_list,omitempty"`
	RowList     []rowPrint  `json:"row_list,omitempty"`
}

type leftOut struct {
	Reason string `json:"reason"`
	Rows   int    `json:"rows"`
}

type slicePart struct {
	Slice       string   `json:"slice"`
	Value       *float64 `json:"value"`
	Numerator   *float64 `json:"numerator"`
	Denominator *float64 `json:"denominator"`
	Rows        int      `json:"rows"`
	LeftOut     int      `json:"left_out"`
}

type rowPrint struct {
	Subject    string   `json:"subject"`
	Occasion   string   `json:"occasion"`
	OnDate     string   `json:"on_date"`
	Counted    *bool    `json:"counted"`
	Value      *float64 `json:"value"`
	Category   string   `json:"category"`
	LeftOut    string   `json:"left_out"`
	AgeBand    string   `json:"age_band"`
	Sex        string   `json:"sex"`
	Ethnicity  string   `json:"ethnicity"`
	Disability string   `json:"disability"`
	Team       string   `json:"team"`
}

// Run prints a figure.
func (c figureCommand) Run(s *session) error {
	q, err := c.question()
	if err != nil {
		return err
	}
	dimension, value, whole := strings.Cut(c.Slice, "=")
	filter := app.FigureFilter{PerPage: -1}
	if whole {
		filter.Slice = engine.Slice{Dimension: dimension, Value: value}
	}
	return with(s, c.data, c.authority, func(a *app.App, who app.Actor) error {
		page, err := a.Figure(s.ctx, who, q, c.ID, filter)
		if err != nil {
			return err
		}
		if page.Broken != "" {
			return fmt.Errorf("rule %s is broken: %s", c.ID, page.Broken)
		}
		out := figureOf(page)
		out.Slice = c.Slice
		if c.Slice != "" && !whole {
			if out.SliceList = slicesOf(page, dimension); out.SliceList == nil {
				return usagef("there is no slice %q: the slices are %s", dimension, strings.Join(engine.Dimensions, ", "))
			}
		}
		if c.Rows {
			out.RowList = rowsOf(page)
		}
		return c.show(s, out)
	})
}

func figureOf(p app.FigurePage) figurePrint {
	f := p.Figure
	out := figurePrint{
		ID: p.Rule.ID, Title: p.Rule.Title, Statistic: p.Rule.Statistic, Value: f.Value, Numerator: f.Numerator, Denominator: f.Denominator,
		Unit: p.Rule.Unit, Period: p.Rule.Period, From: f.Span.After.AddDate(0, 0, 1).Format(time.DateOnly), To: f.Span.To.Format(time.DateOnly),
		AsAt: p.AsAt.Format(time.DateOnly), KnownAt: p.KnownAt.UTC().Format(time.RFC3339), Rows: f.Rows, Subjects: f.Subjects,
		LeftOut: f.TotalLeftOut(), LeftOutWhy: []leftOut{}, RuleVersion: ruleVersion(p.Rule), Source: p.Rule.Source,
	}
	for _, l := range f.LeftOut {
		out.LeftOutWhy = append(out.LeftOutWhy, leftOut{l.Reason, l.N})
	}
	return out
}

func slicesOf(p app.FigurePage, dimension string) []slicePart {
	for _, table := range p.Slices {
		if table.Dimension != dimension {
			continue
		}
		parts := []slicePart{}
		for _, row := range table.Rows {
			f := row.Figure
			parts = append(parts, slicePart{row.Value, f.Value, f.Numerator, f.Denominator, f.Rows, f.TotalLeftOut()})
		}
		return parts
	}
	return nil
}

func rowsOf(p app.FigurePage) []rowPrint {
	list := make([]rowPrint, 0, len(p.Rows))
	for _, r := range p.Rows {
		list = append(list, rowPrint{r.Subject, r.Occasion, r.On.Format(time.DateOnly), r.Counted, r.Value, r.Category, r.LeftOut, r.AgeBand, r.Sex, r.Ethnicity, r.Disability, r.Team})
	}
	return list
}

// show prints the figure and then its parts. As CSV the list asked for is the whole output.
func (c figureCommand) show(s *session, out figurePrint) error {
	if c.Output == "json" {
		return printJSON(s.stdout, out)
	}
	head := &grid{columns: []string{"id", "title", "value", "numerator", "denominator", "unit", "period", "as_at", "known_at", "rows", "left_out", "rule_version"}}
	head.add(out.ID, out.Title, out.Value, out.Numerator, out.Denominator, out.Unit, out.Period, out.AsAt, out.KnownAt, out.Rows, out.LeftOut, out.RuleVersion)
	lists := []*grid{head}
	if out.SliceList != nil {
		g := &grid{columns: []string{"slice", "value", "numerator", "denominator", "rows", "left_out"}}
		for _, p := range out.SliceList {
			g.add(p.Slice, p.Value, p.Numerator, p.Denominator, p.Rows, p.LeftOut)
		}
		lists = append(lists, g)
	}
	if c.Rows {
		g := &grid{columns: []string{"subject", "occasion", "on_date", "counted", "value", "category", "left_out", "age_band", "sex", "ethnicity", "disability", "team"}}
		for _, r := range out.RowList {
			g.add(r.Subject, r.Occasion, r.OnDate, r.Counted, r.Value, r.Category, r.LeftOut, r.AgeBand, r.Sex, r.Ethnicity, r.Disability, r.Team)
		}
		lists = append(lists, g)
	}
	if c.Output == "csv" {
		return c.print(s.stdout, lists[len(lists)-1])
	}
	for i, g := range lists {
		if i > 0 {
			_, _ = fmt.Fprintln(s.stdout)
		}
		if err := c.print(s.stdout, g); err != nil {
			return err
		}
	}
	return nil
}
