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

func returnsOnly(_ int, path string) bool { return isReturn(path) }
func everything(int, string) bool         { return true }

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

// untrue lists what the records of part of a council's files say that all its records deny, by rule.
func untrue(part, whole map[string]clocks.Clock) map[string][]string {
	wrong := map[string][]string{}
	for key, c := range part {
		if !slices.Contains(claims, c.Status) || !c.KnownTo.IsZero() {
			continue
		}
		truth, ok := whole[key]
		switch {
		case !ok:
			wrong[c.Duty] = append(wrong[c.Duty], fmt.Sprintf("%s %s: there is no such promise", key, c.Status))
		case truth.Status != c.Status:
			wrong[c.Duty] = append(wrong[c.Duty], fmt.Sprintf("%s %s: it is %s (due %s)", key, c.Status, truth.Status, c.Due.Format(time.DateOnly)))
		}
	}
	return wrong
}

var (
	lastCovered = time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	today       = testkit.Now.Truncate(24 * time.Hour)
	before      = time.Date(2019, 6, 30, 0, 0, 0, 0, time.UTC)
)

// What returns alone say of a child is what all the records say, or that it is not known.
func TestReturnsAloneSayNothingThatAllTheRecordsDeny(t *testing.T) {
	t.Parallel()
	part, whole := council(t, returnsOnly, nil), council(t, everything, nil)
	said, figuresSaid := ask(t, part, lastCovered)
	true_, figuresTrue := ask(t, whole, lastCovered)
	for duty, list := range untrue(said, true_) {
		slices.Sort(list)
		t.Errorf("%s: %d untrue, such as %s", duty, len(list), strings.Join(list[:min(3, len(list))], "; "))
	}
	for id, key := range figuresSaid {
		truth := figuresTrue[id].Figure.Value
		if key.Figure.Value == nil {
			continue
		}
		if truth == nil || *truth != *key.Figure.Value {
			t.Errorf("%s is said to be %v of %v, and is %v", id, *key.Figure.Value, number(key.Figure.Denominator), number(truth))
		}
	}
}

func number(v *float64) any {
	if v == nil {
		return "not known"
	}
	return *v
}

// Nothing is overdue, missed, nought or sound on a day that the records do not reach.
func TestNothingIsClaimedOfADayThatTheRecordsDoNotReach(t *testing.T) {
	t.Parallel()
	h := council(t, returnsOnly, nil)
	coverage := coverageOf(t.Context(), t, h)
	for _, day := range []time.Time{today, before} {
		all, keys := ask(t, h, day)
		for _, c := range all {
			rule := h.Session(door.System(testkit.Authority)).Book().Rule(c.Duty)
			if slices.Contains(claims, c.Status) && !within(coverage, rule, c) {
				t.Errorf("as at %s %s is %s: due %s, known to %s", day.Format(time.DateOnly), c.Duty, c.Status, c.Due.Format(time.DateOnly), c.KnownTo.Format(time.DateOnly))
			}
		}
		for id, key := range keys {
			f := key.Figure
			reached := reaches(coverage, key.Rule, f.Span)
			switch {
			case !reached && (f.Value != nil || key.Trust.Level == figures.Sound):
				t.Errorf("as at %s %s is %v, %s, of %s to %s", day.Format(time.DateOnly), id, number(f.Value), key.Trust.Level, f.Span.After.Format(time.DateOnly), f.Span.To.Format(time.DateOnly))
			case !reached && day.Equal(today) && f.KnownTo.IsZero() && f.Unknown != engine.NothingFeeds:
				t.Errorf("as at %s %s does not say to which day it is known", day.Format(time.DateOnly), id)
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

// within says whether a claim about a clock rests on records that there are.
func within(days map[string][2]time.Time, r *rulebook.Rule, c clocks.Clock) bool {
	due := door.Civil(c.Due, c.Timed)
	for _, id := range r.MetBy {
		if d, ok := days[id]; !ok || due.Before(d[0]) || due.After(d[1]) {
			return false
		}
	}
	return true
}

// reaches says whether the records that a measure rests on reach over all of its days.
func reaches(days map[string][2]time.Time, r *rulebook.Rule, span engine.Span) bool {
	for _, id := range r.RestsOn {
		if d, ok := days[id]; !ok || span.After.AddDate(0, 0, 1).Before(d[0]) || span.To.After(d[1]) {
			return false
		}
	}
	return true
}
