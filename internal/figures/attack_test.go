package figures_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/figures"
	"heed/rulebook"
)

// gathered is what somebody who sees totals only writes down from the pages of one measure: the counts of each part at each quarter, the whole being the
// part without a name. A count that is hidden is nil.
type gathered struct {
	rule  *rulebook.Rule
	cells map[string]map[time.Time][]int
	// tabled says of each dimension at which quarters it has a table.
	tabled map[string]map[time.Time]bool
}

// write keeps the counts of a figure: all that it counts and, of a share, those that count and those that do not.
func (g *gathered) write(t *testing.T, part string, on time.Time, f figures.Figure, hidden bool) {
	t.Helper()
	var counts []int
	if !hidden && f.Value == nil && f.Numerator == nil && f.Denominator == nil {
		hidden = true
	}
	if !hidden {
		counts = []int{f.Rows}
		if g.rule.Statistic == rulebook.Share {
			counts = append(counts, int(*f.Numerator), f.Rows-int(*f.Numerator))
		}
		for _, n := range append(slices.Clone(counts), f.Subjects, f.Rows-f.Subjects) {
			if n >= 1 && n <= 5 {
				t.Errorf("%s, %s on %s: a page shows %v of %d children", g.rule.ID, part, on.Format(time.DateOnly), counts, f.Subjects)
			}
		}
		if n := f.TotalLeftOut(); n > 0 && part == "" {
			t.Errorf("%s on %s: a page says how many are left out: %d", g.rule.ID, on.Format(time.DateOnly), n)
		}
	}
	if g.cells[part] == nil {
		g.cells[part] = map[time.Time][]int{}
	}
	if old, ok := g.cells[part][on]; ok && old != nil && counts != nil && !slices.Equal(old, counts) {
		t.Errorf("%s, %s on %s: one page shows %v, another %v", g.rule.ID, part, on.Format(time.DateOnly), old, counts)
	}
	if counts != nil || g.cells[part][on] == nil {
		g.cells[part][on] = counts
	}
}

// gather opens every page of a measure: of each quarter, of each part of it and broken down by each dimension.
func gather(t *testing.T, s *door.Session, r *rulebook.Rule) *gathered {
	t.Helper()
	g := &gathered{rule: r, cells: map[string]map[time.Time][]int{}, tabled: map[string]map[time.Time]bool{}}
	latest := find(t, s, r, figures.Filter{}).AsAt
	for back := range 12 {
		asked := s.At(door.Question{AsAt: door.QuarterEnd(latest.AddDate(0, -3*back, 3-latest.Day()))})
		page := find(t, asked, r, figures.Filter{})
		if page.Figure.Unknown == "" {
			g.write(t, "", page.Figure.Span.To, page.Figure, false)
		} else if page.Figure.Rows+len(page.Figure.LeftOut) > 0 {
			t.Errorf("%s is not known and says %+v", r.ID, page.Figure)
		}
		for _, p := range page.Trend {
			g.write(t, "", p.On, p.Figure, false)
		}
		if page.Alongside != nil {
			for _, y := range page.Alongside.Years {
				if y.Own.Value != nil {
					g.write(t, "", time.Date(y.Ending, 3, 31, 0, 0, 0, 0, time.UTC), y.Own, false)
				}
			}
		}
		if page.YearAgo != nil {
			g.write(t, "", page.YearAgo.Span.To, *page.YearAgo, false)
		}
		g.parts(t, asked, page)
	}
	return g
}

// parts writes down the tables of a page, and what the pages of its parts and its breakdowns say.
func (g *gathered) parts(t *testing.T, s *door.Session, page figures.Page) {
	t.Helper()
	for _, table := range page.Slices {
		on := page.Figure.Span.To
		if g.tabled[table.Dimension] == nil {
			g.tabled[table.Dimension] = map[time.Time]bool{}
		}
		g.tabled[table.Dimension][on] = true
		b, err := figures.FindBreakdown(t.Context(), s, g.rule.ID, table.Dimension, figures.Span{})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range b.Rows {
			if row.Figure.Rows == 0 && !row.Hidden {
				continue // a group that lives in the area and is not counted
			}
			g.write(t, table.Dimension+":"+row.Value, on, row.Figure, row.Hidden)
		}
		for i, row := range table.Rows {
			g.write(t, table.Dimension+":"+row.Value, on, row.Figure, row.Hidden)
			if testing.Short() && i > 1 {
				continue
			}
			part := find(t, s, g.rule, figures.Filter{Slice: figures.Slice{Dimension: table.Dimension, Value: row.Value}})
			if part.YearAgo != nil || len(part.Trend) > 0 || part.Alongside != nil || part.Touched > 0 {
				t.Errorf("%s: the part %s has more than its own figure", g.rule.ID, row.Value)
			}
			g.write(t, table.Dimension+":"+row.Value, on, part.Figure, row.Hidden)
		}
	}
}

func find(t *testing.T, s *door.Session, r *rulebook.Rule, f figures.Filter) figures.Page {
	t.Helper()
	page, err := figures.Find(t.Context(), s, r.ID, f)
	if err != nil || page.Broken != "" {
		t.Fatal(r.ID, err, page.Broken)
	}
	return page
}

// quartersOf lists the quarters that a figure as at a day is of, by their last days; of a single day that day.
func quartersOf(r *rulebook.Rule, on time.Time) (list []time.Time) {
	n := map[rulebook.Period]int{rulebook.TwelveMonths: 4, rulebook.ThreeYears: 12}[r.Period]
	for range max(n, 1) {
		list = append(list, on)
		on = door.QuarterEnd(on.AddDate(0, 0, -1))
	}
	return list
}

// attack works out one count of a measure by one dimension, and gives the names of what can be told to be from 1 to 5. The dimension without a
// name is the whole alone.
func (g *gathered) attack(dimension string, count int) (forced []string) {
	s := &solver{}
	names := map[string]int{}
	at := func(name string) int {
		if _, known := names[name]; !known {
			names[name] = s.number(0, enough)
		}
		return names[name]
	}
	var parts []string
	for part := range g.cells {
		if dimension != "" && len(part) > len(dimension) && part[:len(dimension)+1] == dimension+":" {
			parts = append(parts, part)
		}
	}
	slices.Sort(parts)
	for _, part := range append(parts, "") {
		for on, counts := range g.cells[part] {
			var quarters []int
			for _, q := range quartersOf(g.rule, on) {
				quarters = append(quarters, at(part+" quarter "+q.Format(time.DateOnly)))
			}
			n := at(part + " " + on.Format(time.DateOnly))
			s.sum(n, quarters...)
			switch {
			case counts != nil:
				s.is(n, counts[count])
			case part != "" && count == 0 && g.rule.Period == rulebook.Snapshot:
				s.least[n] = 1 // a part that has none is not in the table
			}
		}
	}
	for on := range g.tabled[dimension] {
		for _, part := range parts { // a part that is not in a table has none
			if _, there := g.cells[part][on]; !there {
				n := at(part + " " + on.Format(time.DateOnly))
				s.is(n, 0)
				var quarters []int
				for _, q := range quarterNames(g.rule, on) {
					quarters = append(quarters, at(part+q))
				}
				s.sum(n, quarters...)
			}
		}
	}
	for on := range g.tabled[dimension] { // the whole of these days, and of each of their quarters, is the sum of the parts
		for _, of := range append([]string{" " + on.Format(time.DateOnly)}, quarterNames(g.rule, on)...) {
			var all []int
			for _, part := range parts {
				all = append(all, at(part+of))
			}
			s.sum(at(of), all...)
		}
	}
	for _, n := range s.forced() {
		if n < 0 {
			return []string{"what is shown contradicts itself"}
		}
		for name, is := range names {
			if is == n {
				forced = append(forced, fmt.Sprintf("%q", name))
			}
		}
	}
	return forced
}

func quarterNames(r *rulebook.Rule, on time.Time) (names []string) {
	for _, q := range quartersOf(r, on) {
		names = append(names, " quarter "+q.Format(time.DateOnly))
	}
	return names
}

// Whoever gathers all that members and partners are shown of a measure, on every page of every quarter, works out no count from 1 to 5.
func TestNobodyWorksOutASmallCountFromAllPagesOfAMeasure(t *testing.T) {
	t.Parallel()
	h := large.Open(t)
	roles := []access.Role{access.ElectedMember, access.Partner}
	if testing.Short() {
		roles = roles[:1] // they are shown the same figures
	}
	hidden, shown := 0, 0
	for _, r := range h.Book().Kind(rulebook.Measure) {
		if r.Subject == "authority" {
			continue // it is about no child
		}
		if testing.Short() && !slices.Contains([]string{"cin-count", "assessment-45", "rhi-72h-rate", "re-referral-12m"}, r.ID) {
			continue
		}
		for _, role := range roles {
			g := gather(t, h.Session(h.Persona(t, role)), r)
			for _, at := range g.cells {
				for _, counts := range at {
					if counts == nil {
						hidden++
					} else {
						shown++
					}
				}
			}
			for _, dimension := range append(figures.Dimensions(), "") {
				for count := range map[bool]int{true: 3, false: 1}[r.Statistic == rulebook.Share] {
					if forced := g.attack(dimension, count); len(forced) > 0 {
						t.Errorf("%s by %q for the %s: count %d can be worked out of %v", r.ID, dimension, role, count, forced)
					}
				}
			}
		}
	}
	if t.Logf("%d counts are shown and %d hidden", shown, hidden); hidden < 50 || shown < 100 {
		t.Errorf("%d counts are shown and %d hidden: too few to say anything", shown, hidden)
	}
}
