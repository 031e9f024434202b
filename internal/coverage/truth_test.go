package coverage_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/internal/clocks"
	"heed/internal/door"
	"heed/internal/engine"
	"heed/internal/figures"
	"heed/internal/imports"
	"heed/internal/synth"
	"heed/internal/testkit"
	"heed/rulebook"
)

// The invented council of these tests has no planted faults, so that what its returns say of a child is what happened.
var invented = synth.Options{Children: 150, Seed: 11, Until: testkit.Now.Truncate(24 * time.Hour), Years: 6, FaultShare: -1}

// returnsOf says which of the council's files are its SSDA903 and census returns; lists are in folders named records.
func isReturn(path string) bool { return !strings.Contains(filepath.ToSlash(path), "/records/") }

// council opens a Heed with those of the council's files that take keeps, the folders of years in the order given.
func council(t *testing.T, take func(year int, path string) bool, order func([]synth.Year)) *testkit.Heed {
	t.Helper()
	h := testkit.Empty(t)
	tree := t.TempDir()
	made, err := synth.Write(t.Context(), tree, invented, nil)
	if err != nil {
		t.Fatal(err)
	}
	years := slices.Clone(made.Years)
	if order != nil {
		order(years)
	}
	for _, y := range years {
		folder := filepath.Join(tree, y.Dir)
		kept, err := keep(folder, func(path string) bool { return take(y.Ending, path) })
		if err != nil {
			t.Fatal(err)
		}
		if kept == 0 {
			continue
		}
		request := imports.Request{Paths: []string{folder}, CompleteFrom: time.Date(2010, 4, 1, 0, 0, 0, 0, time.UTC), CompleteTo: completeTo(y.SubmittedAt)}
		if _, err := imports.Import(t.Context(), h.Session(door.System(testkit.Authority)), request, nil); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

func completeTo(submitted time.Time) time.Time {
	if submitted.After(testkit.Now) {
		submitted = testkit.Now
	}
	return submitted.Truncate(24 * time.Hour)
}

// keep removes the files of a folder that are not wanted, and counts those that stay.
func keep(folder string, wanted func(path string) bool) (kept int, err error) {
	err = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if wanted(path) {
			kept++
			return nil
		}
		return os.Remove(path)
	})
	return kept, err
}

// part is a council that holds only some of its files.
type part struct {
	name  string
	take  func(year int, path string) bool
	order func([]synth.Year)
	// last is the last day that the files cover.
	last time.Time
}

var parts = []part{
	{name: "returns of six years", take: func(year int, path string) bool { return year <= 2026 && isReturn(path) }, last: lastReturn},
	{name: "returns of one year", take: func(year int, path string) bool { return year == 2026 && isReturn(path) }, last: lastReturn},
	{
		name: "returns, the newest first", take: func(year int, path string) bool { return year <= 2026 && isReturn(path) }, last: lastReturn,
		order: slices.Reverse[[]synth.Year],
	},
	{name: "lists", take: func(_ int, path string) bool { return !isReturn(path) }, last: today},
}

// ask gives the clocks and figures of a council as at a day.
func ask(t *testing.T, h *testkit.Heed, asAt time.Time) (map[string]clocks.Clock, map[string]figures.KeyFigure) {
	t.Helper()
	s := h.Session(door.System(testkit.Authority)).At(door.Question{AsAt: asAt})
	page, err := clocks.List(t.Context(), s, clocks.Filter{PerPage: -1})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]clocks.Clock{}
	for _, c := range page.Clocks {
		all[c.Duty+"|"+c.Subject+"|"+c.Occasion] = c
	}
	areas, _, err := figures.List(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]figures.KeyFigure{}
	for _, area := range areas {
		for _, key := range area.Figures {
			if key.Broken != "" {
				t.Errorf("%s is broken: %s", key.Rule.ID, key.Broken)
			}
			keys[key.Rule.ID] = key
		}
	}
	return all, keys
}

// claims are the statuses that say of a promise that it was or is not kept, or has to be.
var claims = []clocks.Status{clocks.Overdue, clocks.Missed, clocks.MetLate, clocks.DueSoon, clocks.Running}

// untrue lists what the records of part of a council's files say that all its records deny, by rule. What is not due yet may turn out not to
// be owed; it must not have been done or be late.
func untrue(part, whole map[string]clocks.Clock) map[string][]string {
	wrong := map[string][]string{}
	for key, c := range part {
		if !slices.Contains(claims, c.Status) || !c.KnownTo.IsZero() {
			continue
		}
		truth, ok := whole[key]
		open := c.Status == clocks.Running || c.Status == clocks.DueSoon
		switch {
		case !ok && (open || alike(c, whole)):
		case open && slices.Contains([]clocks.Status{clocks.Running, clocks.DueSoon, clocks.CannotTell, clocks.NotOwed, clocks.Excused}, truth.Status):
		case !ok:
			wrong[c.Duty] = append(wrong[c.Duty], fmt.Sprintf("%s %s: there is no such promise", key, c.Status))
		case truth.Status != c.Status:
			wrong[c.Duty] = append(wrong[c.Duty], fmt.Sprintf("%s %s: it is %s (due %s)", key, c.Status, truth.Status, c.Due.Format(time.DateOnly)))
		}
	}
	return wrong
}

// alike says whether a child has another clock of the same duty that stands just so: where the beginning of something is not known, it goes
// by another name.
func alike(c clocks.Clock, whole map[string]clocks.Clock) bool {
	for _, other := range whole {
		if other.Duty == c.Duty && other.Subject == c.Subject && other.Status == c.Status && other.Due.Equal(c.Due) {
			return true
		}
	}
	return false
}

var (
	lastReturn = time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	today      = testkit.Now.Truncate(24 * time.Hour)
	before     = time.Date(2009, 6, 30, 0, 0, 0, 0, time.UTC)
)

// What part of a council's records says of a child is what all its records say, or that it is not known.
func TestPartOfTheRecordsSaysNothingThatAllOfThemDeny(t *testing.T) {
	t.Parallel()
	whole := council(t, func(int, string) bool { return true }, nil)
	for _, p := range parts {
		h := council(t, p.take, p.order)
		said, figuresSaid := ask(t, h, p.last)
		truth, figuresTrue := ask(t, whole, p.last)
		for duty, list := range untrue(said, truth) {
			slices.Sort(list)
			t.Errorf("%s: %s: %d untrue, such as %s", p.name, duty, len(list), strings.Join(list[:min(3, len(list))], "; "))
		}
		for id, key := range figuresSaid {
			is := figuresTrue[id].Figure.Value
			if key.Figure.Value != nil && (is == nil || *is != *key.Figure.Value) {
				t.Errorf("%s: %s is said to be %v of %v, and is %v", p.name, id, *key.Figure.Value, number(key.Figure.Denominator), number(is))
			}
		}
		claimsNothingBeyond(t, p.name, h)
	}
}

// The same returns give the same answers in whatever order they come.
func TestTheOrderInWhichReturnsComeDoesNotMatter(t *testing.T) {
	t.Parallel()
	inOrder, reversed := council(t, parts[0].take, nil), council(t, parts[2].take, parts[2].order)
	for _, day := range []time.Time{lastReturn, today} {
		one, figuresOne := ask(t, inOrder, day)
		other, figuresOther := ask(t, reversed, day)
		for key, c := range one {
			if o, ok := other[key]; !ok || o.Status != c.Status || !o.Due.Equal(c.Due) || !o.Met.Equal(c.Met) {
				t.Errorf("%s is %s in order, and %s in reverse", key, c.Status, o.Status)
			}
		}
		if len(one) != len(other) {
			t.Errorf("%d clocks in order, %d in reverse", len(one), len(other))
		}
		for id, key := range figuresOne {
			if a, b := number(key.Figure.Value), number(figuresOther[id].Figure.Value); a != b {
				t.Errorf("as at %s %s is %v in order, and %v in reverse", day.Format(time.DateOnly), id, a, b)
			}
		}
	}
}

// A safeguarding dataset says nothing of days that it does not reach.
func TestADatasetAloneClaimsNothingBeyondItsDays(t *testing.T) {
	t.Parallel()
	h := testkit.Empty(t)
	_, err := imports.Import(t.Context(), h.Session(door.System(testkit.Authority)), imports.Request{Paths: []string{"../exchange/ssd/testdata/extract"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	claimsNothingBeyond(t, "a dataset", h)
}

func number(v *float64) any {
	if v == nil {
		return "not known"
	}
	return *v
}

// claimsNothingBeyond checks that nothing is overdue, missed, nought or sound on a day that the records do not reach.
func claimsNothingBeyond(t *testing.T, name string, h *testkit.Heed) {
	t.Helper()
	coverage := coverageOf(t.Context(), t, h)
	for _, day := range []time.Time{today, before} {
		all, keys := ask(t, h, day)
		for _, c := range all {
			rule := h.Session(door.System(testkit.Authority)).Book().Rule(c.Duty)
			if slices.Contains(claims, c.Status) && !within(coverage, rule, c, day) {
				t.Errorf("%s: as at %s %s is %s: due %s, known to %s", name, day.Format(time.DateOnly), c.Duty, c.Status, c.Due.Format(time.DateOnly), c.KnownTo.Format(time.DateOnly))
			}
		}
		for id, key := range keys {
			f := key.Figure
			reached := reaches(coverage, key.Rule, f.Span)
			switch {
			case !reached && (f.Value != nil || key.Trust.Level == figures.Sound):
				t.Errorf("%s: as at %s %s is %v, %s, of %s to %s", name, day.Format(time.DateOnly), id, number(f.Value), key.Trust.Level, f.Span.After.Format(time.DateOnly), f.Span.To.Format(time.DateOnly))
			case !reached && f.Unknown == "":
				t.Errorf("%s: as at %s %s does not say why it is not known", name, day.Format(time.DateOnly), id)
			}
		}
	}
}

// coverageOf gives the first and last days that each record type is covered, by its own way.
func coverageOf(ctx context.Context, t *testing.T, h *testkit.Heed) map[string][2]time.Time {
	t.Helper()
	in, err := h.Session(door.System(testkit.Authority)).Open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	list, err := in.Engine.ListCoverage(ctx, engine.Ask(today, testkit.Now))
	if err != nil || len(list) == 0 {
		t.Fatal(errors.Join(err, errors.New("nothing is covered")))
	}
	days := map[string][2]time.Time{}
	for _, c := range list {
		d, ok := days[c.RecordType]
		if !ok || c.From.Before(d[0]) {
			d[0] = c.From
		}
		if c.To.After(d[1]) {
			d[1] = c.To
		}
		days[c.RecordType] = d
	}
	return days
}

// within says whether a claim about a clock rests on records that there are: of one that is still open up to the day asked about.
func within(days map[string][2]time.Time, r *rulebook.Rule, c clocks.Clock, asAt time.Time) bool {
	due := door.Civil(c.Due, c.Timed)
	if due.After(asAt) {
		due = asAt
	}
	return covered(days, r.MetBy, due, due)
}

// reaches says whether the records that a measure rests on reach over all of its days.
func reaches(days map[string][2]time.Time, r *rulebook.Rule, span engine.Span) bool {
	return covered(days, r.RestsOn, span.After.AddDate(0, 0, 1), span.To)
}

// covered says whether of each name one of its record types is covered from one day to another. Local numbers have no days.
func covered(days map[string][2]time.Time, names []string, from, to time.Time) bool {
	for _, name := range names {
		if !slices.ContainsFunc(rulebook.TypesOf(name), func(id string) bool {
			d, ok := days[id]
			return ok && !from.Before(d[0]) && !to.After(d[1]) || strings.HasPrefix(id, "population")
		}) {
			return false
		}
	}
	return true
}
