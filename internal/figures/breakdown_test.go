package figures_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/testkit"
	"heed/internal/words"
	"heed/rulebook"
)

// people records how many children of each ethnic group and sex live in the area, as a census names them.
func people(t *testing.T, h *testkit.Heed, persons map[string]string) {
	t.Helper()
	for value, n := range persons {
		dimension := "ethnicity"
		if value == "Female" || value == "Male" {
			dimension = "sex"
		}
		testkit.Put(t, h, "population_group", map[string]string{
			"counted_on": "2026-09-30", "dimension": dimension, "value": value, "persons": n, "source": "An invented census",
		})
	}
}

func rowOf(t *testing.T, b figures.Breakdown, value string) figures.BreakdownRow {
	t.Helper()
	for _, row := range b.Rows {
		if row.Value == value {
			return row
		}
	}
	t.Fatalf("%s by %s has no group %q", b.Rule.ID, b.By, value)
	return figures.BreakdownRow{}
}

func near(x *float64, want float64) bool { return x != nil && math.Abs(*x-want) < 1e-9*(1+want) }

func breakdown(t *testing.T, h *testkit.Heed, who door.Actor, id, by string) figures.Breakdown {
	t.Helper()
	b, err := figures.FindBreakdown(t.Context(), h.Session(who), id, by, figures.Span{})
	if err != nil || b.Broken != "" {
		t.Fatal(id, by, err, b.Broken)
	}
	return b
}

func TestABreakdownSetsEachGroupBesideAllOthers(t *testing.T) {
	t.Parallel()
	h := testkit.Synthetic(t, 300)
	// Chinese and Pakistani are parts of a group; "White: Irish" is a part of one whose whole is recorded, so it must not count twice.
	people(t, h, map[string]string{
		"White": "20000", "White: Irish": "900", "Black or Black British": "10000", "Mixed": "900", "APKN": "4000", "Chinese": "2000",
		"Wookiee": "7", "Female": "18000", "Male": "19000",
	})
	b := breakdown(t, h, door.System(testkit.Authority), "cin-count", "ethnicity")
	white, black, asian := rowOf(t, b, "White"), rowOf(t, b, "Black"), rowOf(t, b, "Asian")
	counted, persons := 0.0, 0.0
	for value, n := range map[string]float64{"White": 20000, "Black": 10000, "Mixed": 900, "Asian": 6000} {
		row := rowOf(t, b, value)
		counted, persons = counted+float64(row.Figure.Rows), persons+n
		if !near(row.Persons, n) || !near(row.Rate, 10_000*float64(row.Figure.Rows)/n) || !near(row.PopulationShare, 100*n/36900) {
			t.Errorf("%s: %s people, rate %s, %s%% of all", value, written(row.Persons), written(row.Rate), written(row.PopulationShare))
		}
	}
	if persons != 36900 || b.Population.Persons != persons || !slices.Equal(b.Population.Unsorted, []string{"Wookiee"}) {
		t.Errorf("the population is %+v", b.Population)
	}
	drawn := 0
	for _, row := range []figures.BreakdownRow{white, black, asian} {
		others := (counted - float64(row.Figure.Rows)) / (persons - *row.Persons)
		if want := float64(row.Figure.Rows) / *row.Persons / others; row.Warning == "" {
			if drawn++; !near(row.Times, want) || !strings.Contains(row.Words, words.Decimal(want, 1)+" times") && words.Decimal(want, 1) != "1.0" {
				t.Errorf("%s is %s times the others and not %v: %s", row.Value, written(row.Times), want, row.Words)
			}
		}
	}
	if drawn == 0 {
		t.Error("no group is large enough to be set beside the others, so nothing was tested")
	}
	if mixed := rowOf(t, b, "Mixed"); mixed.Times != nil || !strings.Contains(mixed.Warning, "fewer than 1,000") {
		t.Errorf("a group of 900 is set beside the others: %+v", mixed)
	}
	for _, row := range b.Rows {
		if (row.Value == "Other" || row.Value == "Not known") && (row.Rate != nil || row.Words != "No population is known for this group.") {
			t.Errorf("%s has no population, and reads %q with a rate of %s", row.Value, row.Words, written(row.Rate))
		}
		if row.Figure.Rows < 10 && row.Times != nil {
			t.Errorf("%s has %d counted and is %s times the others", row.Value, row.Figure.Rows, written(row.Times))
		}
	}
	if girls := rowOf(t, breakdown(t, h, door.System(testkit.Authority), "cin-count", "sex"), "F"); !strings.HasPrefix(girls.Words, "Girls are ") {
		t.Errorf("of girls it says %q", girls.Words)
	}
	if age := breakdown(t, h, door.System(testkit.Authority), "cin-count", "age"); age.Rated {
		t.Error("a population of all children is taken for one by age")
	}
	exportsWhatItShows(t, h, b)
}

func exportsWhatItShows(t *testing.T, h *testkit.Heed, b figures.Breakdown) {
	t.Helper()
	var file bytes.Buffer
	if err := figures.ExportBreakdown(t.Context(), h.Session(door.System(testkit.Authority)), b.Rule.ID, b.By, figures.Span{}, &file); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&file).ReadAll()
	if err != nil || len(lines) != len(b.Rows)+1 {
		t.Fatalf("%d lines for %d groups: %v", len(lines), len(b.Rows), err)
	}
	for i, row := range b.Rows {
		if got := lines[i+1][slices.Index(lines[0], "group")]; got != row.Label {
			t.Errorf("group %d is %q in the file and %q on the page", i, got, row.Label)
		}
	}
}

// TestABreakdownGivesNoHiddenNumberAway tries every way in which a number that is hidden from those who see totals could be worked
// out from those that are shown.
func TestABreakdownGivesNoHiddenNumberAway(t *testing.T) {
	t.Parallel()
	h := testkit.Synthetic(t, 300)
	people(t, h, map[string]string{"White": "20000", "Black": "10000", "Mixed": "4000", "Asian": "6000", "Other": "3000", "Female": "18000", "Male": "19000"})
	member := h.Persona(t, access.ElectedMember)
	hidden, shown := 0, 0
	for _, r := range testkit.Measures(h.Book()) {
		for _, by := range figures.Dimensions() {
			if by == "category" && r.Category == "" || by != "category" && !r.AboutChild() {
				continue
			}
			b := breakdown(t, h, member, r.ID, by)
			if b.Hidden && len(b.Rows) > 0 {
				t.Errorf("%s is hidden, and its parts by %s are not", r.ID, by)
			}
			some := slices.ContainsFunc(b.Rows, func(row figures.BreakdownRow) bool { return row.Hidden })
			for _, row := range b.Rows {
				if row.Hidden {
					hidden++
					if row.Figure.Rows != 0 || row.Figure.Value != nil || row.Share != nil || row.Rate != nil || row.Times != nil || row.Gap != nil || row.Words != "" || row.Warning != "" {
						t.Errorf("%s by %s: %s is hidden and tells %+v", r.ID, by, row.Value, row)
					}
					continue
				}
				shown++
				if n := row.Figure.Rows; n > 0 && n < 6 {
					t.Errorf("%s by %s: %s shows %d", r.ID, by, row.Value, n)
				}
				if some && row.Times != nil {
					t.Errorf("%s by %s: %s is %v times the others, of which some are hidden", r.ID, by, row.Value, *row.Times)
				}
			}
		}
	}
	if hidden == 0 || shown == 0 {
		t.Errorf("%d hidden and %d shown, so little is proved", hidden, shown)
	}
}

func TestAShareIsBrokenDownByItsGapToTheWhole(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	system := door.System(testkit.Authority)
	for _, r := range testkit.Measures(h.Book()) {
		if r.Statistic != rulebook.Share || !r.AboutChild() {
			continue
		}
		b := breakdown(t, h, system, r.ID, "sex")
		for _, row := range b.Rows {
			if row.Rate != nil || row.Times != nil || row.Share != nil {
				t.Errorf("%s: a share has the rate of a count: %+v", r.ID, row)
			}
			if row.Figure.Rows < 15 && row.Gap != nil {
				t.Errorf("%s: %d rows are set beside the whole", r.ID, row.Figure.Rows)
			}
			if row.Gap != nil && !near(row.Gap, *row.Figure.Value-*b.Figure.Value) {
				t.Errorf("%s: gap %v", r.ID, *row.Gap)
			}
		}
	}
}

func TestAChildIsToldByThePlacementOfTheRowsDay(t *testing.T) {
	t.Parallel()
	h := brockwell(t)
	system := door.System(testkit.Authority)
	for _, id := range []string{"lac-count", "cin-count"} {
		b := breakdown(t, h, system, id, "placement")
		n, out := 0, 0
		for _, row := range b.Rows {
			n += row.Figure.Rows
			if row.Value == "Not looked after" {
				out += row.Figure.Rows
			}
		}
		if n != b.Figure.Rows || len(b.Rows) < 2 {
			t.Errorf("%s: the parts have %d rows in %d groups, the whole %d", id, n, len(b.Rows), b.Figure.Rows)
		}
		if (id == "lac-count") != (out == 0) {
			t.Errorf("%s: %d are not looked after", id, out)
		}
	}
	page, err := figures.Find(t.Context(), h.Session(system), "lac-count", figures.Filter{Slice: figures.Slice{Dimension: "placement", Value: "Foster"}, PerPage: -1})
	if err != nil || page.Figure.Rows == 0 || len(page.Trend) == 0 {
		t.Fatalf("%v: %d rows, %d steps", err, page.Figure.Rows, len(page.Trend))
	}
	for _, row := range page.Rows {
		if row.Placement != "Foster" {
			t.Errorf("a row of the fostered is placed %q", row.Placement)
		}
	}
	if last := page.Trend[len(page.Trend)-1]; last.Figure.Rows != page.Figure.Rows {
		t.Errorf("the trend ends at %d and the figure is %d", last.Figure.Rows, page.Figure.Rows)
	}
}

func TestAnUnknownBreakdownIsNotFound(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	for _, r := range testkit.Measures(h.Book()) {
		by := "moon"
		if r.Category == "" {
			by = "category"
		}
		if _, err := figures.FindBreakdown(t.Context(), h.Session(door.System(testkit.Authority)), r.ID, by, figures.Span{}); !errors.Is(err, door.ErrNotFound) {
			t.Errorf("%s by %s: %v", r.ID, by, err)
		}
	}
}
