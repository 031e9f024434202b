package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"heed/internal/door"
	"heed/internal/export"
	"heed/internal/figures"
	"heed/internal/words"
	"heed/rulebook"
)

type figureCommand struct {
	data
	authority
	output
	asked
	ID    string `arg:"" help:"The measure's id, such as icpc-15wd; heed rule list --kind measure gives them all."`
	From  string `placeholder:"DAY" help:"Count the figure from this day on, with --to, and not over the measure's own period. Not for a snapshot, which has no period."`
	To    string `placeholder:"DAY" help:"Count the figure up to this day, itself included, and as at it. With --from."`
	Slice string `placeholder:"SLICE" help:"One part only, such as sex=F; or sex alone, for every part. Slices: age_band, sex, ethnicity, disability, category, team, service, placement."`
	By    string `placeholder:"GROUP" help:"Break it down by age, sex, ethnicity, disability, team, service, category or placement, beside how many children of each group live in the area where that is known."`
	Rows  bool   `help:"Give the rows that the figure is made of too. With -o csv, only them."`
}

// figurePrint is the stable output of a figure.
type figurePrint struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Statistic   string   `json:"statistic"`
	Value       *float64 `json:"value"`
	Numerator   *float64 `json:"numerator"`
	Denominator *float64 `json:"denominator"`
	Unit        string   `json:"unit"`
	Period      string   `json:"period"` // "days asked" where --from and --to were given
	FirstRowOn  string   `json:"first_row_on,omitempty"`
	From        string   `json:"from"`
	To          string   `json:"to"`
	AsAt        string   `json:"as_at"`
	KnownAt     string   `json:"known_at"`
	knownPrint
	Slice       string      `json:"slice,omitempty"`
	Rows        int         `json:"rows"`
	Subjects    int         `json:"subjects"`
	LeftOut     int         `json:"left_out"`
	LeftOutWhy  []leftOut   `json:"left_out_why"`
	RuleVersion string      `json:"rule_version"`
	Source      string      `json:"source"`
	SliceList   []slicePart `json:"slice_list,omitzero"`
	RowList     []rowPrint  `json:"row_list,omitzero"`
	Breakdown   *byPrint    `json:"breakdown,omitzero"`
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
	Arose      string   `json:"arose"`
	Due        string   `json:"due"`
	Met        string   `json:"met"`
	Late       *int     `json:"late"` // in the unit of late_unit; null where it was not
	LateUnit   string   `json:"late_unit"`
	Why        string   `json:"why"`
	Detail     string   `json:"detail"`
	AgeBand    string   `json:"age_band"`
	Sex        string   `json:"sex"`
	Ethnicity  string   `json:"ethnicity"`
	Disability string   `json:"disability"`
	Team       string   `json:"team"`
	Placement  string   `json:"placement"`
}

// Run prints a figure.
func (c figureCommand) Run(s *session) error {
	q, err := c.question()
	if err != nil {
		return err
	}
	dimension, value, one, err := c.slice()
	if err != nil {
		return err
	}
	over, err := c.days(s.now())
	if err != nil {
		return err
	}
	filter := figures.Filter{PerPage: -1, Over: over}
	if !over.IsZero() {
		q.AsAt = over.To
	}
	if one {
		filter.Slice = figures.Slice{Dimension: dimension, Value: value}
	}
	return with(s, c.data, c.authority, func(a *door.Door, who door.Actor) error {
		page, err := figures.Find(s.ctx, a.Session(who).At(q), c.ID, filter)
		if err != nil {
			return err
		}
		if page.Broken != "" {
			return fmt.Errorf("rule %s is broken: %s", c.ID, page.Broken)
		}
		out := figureOf(page)
		out.Slice = c.Slice
		if dimension != "" && !one {
			out.SliceList = slicesOf(page, dimension)
		}
		if c.Rows {
			out.RowList = rowsOf(page)
		}
		if c.By != "" {
			b, err := figures.FindBreakdown(s.ctx, a.Session(who).At(q), c.ID, c.By, over)
			if err != nil {
				return err
			}
			out.Breakdown = breakdownOf(b)
		}
		return c.show(s, out)
	})
}

// slice reads the flag: a dimension alone, or one value of it. It also sees to it that there are such a measure and slice.
func (c figureCommand) slice() (dimension, value string, one bool, err error) {
	rules, err := rulebook.Load()
	if err != nil {
		return "", "", false, err
	}
	r, err := find(rules, c.ID, rulebook.Measure)
	if err != nil {
		return "", "", false, err
	}
	if err := c.checkBy(r); err != nil || c.Slice == "" {
		return "", "", false, err
	}
	dimension, value, one = strings.Cut(c.Slice, "=")
	switch {
	case !slices.Contains(figures.Dimensions(), dimension):
		err = usagef("--slice %s: there is no slice %q: they are %s", c.Slice, dimension, strings.Join(figures.Dimensions(), ", "))
	case dimension == "category" && r.Category == "":
		err = usagef("--slice %s: the rows of %s have no category", c.Slice, r.ID)
	}
	return dimension, value, one, err
}

func figureOf(p figures.Page) figurePrint {
	f := p.Figure
	out := figurePrint{
		ID: p.Rule.ID, Title: p.Rule.Title, Statistic: string(p.Rule.Statistic), Value: f.Value, Numerator: f.Numerator, Denominator: f.Denominator,
		Unit: p.Rule.Unit, Period: string(p.Rule.Period), From: f.Span.After.AddDate(0, 0, 1).Format(time.DateOnly), To: f.Span.To.Format(time.DateOnly),
		AsAt: p.AsAt.Format(time.DateOnly), KnownAt: p.KnownAt.UTC().Format(time.RFC3339), knownPrint: knownOf(p), Rows: f.Rows, Subjects: f.Subjects,
		LeftOut: f.TotalLeftOut(), LeftOutWhy: []leftOut{}, RuleVersion: ruleVersion(p.Rule), Source: p.Rule.Source,
	}
	if !p.Over.IsZero() {
		out.Period = daysAsked
		if !p.FirstRowOn.IsZero() {
			out.FirstRowOn = p.FirstRowOn.Format(time.DateOnly)
		}
	}
	for _, l := range f.LeftOut {
		out.LeftOutWhy = append(out.LeftOutWhy, leftOut{l.Reason, l.N})
	}
	return out
}

func slicesOf(p figures.Page, dimension string) []slicePart {
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
	return []slicePart{}
}

func rowsOf(p figures.Page) []rowPrint {
	list := make([]rowPrint, 0, len(p.Rows))
	for _, r := range p.Rows {
		timed := p.Rule.Timed
		list = append(list, rowPrint{
			r.Subject, r.Occasion, r.On.Format(time.DateOnly), r.Counted, r.Value, r.Category, r.LeftOut, export.Stamp(r.Arose, timed), export.Stamp(r.Due, timed),
			export.Stamp(r.Met, timed), r.Late, words.Either(r.Late == nil, "", string(p.Rule.Counts)), r.Why, r.Detail, r.AgeBand, r.Sex, r.Ethnicity, r.Disability, r.Team,
			r.Placement,
		})
	}
	return list
}
