package figures_test

import (
	"strings"
	"testing"

	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/testkit"
	"heed/internal/words"
)

func TestEveryClaimStandsBesideTheFigureOfItsDay(t *testing.T) {
	t.Parallel()
	h := brockwell(t)
	system := door.System(testkit.Authority)
	dated, compared := 0, 0
	for _, r := range testkit.Measures(h.Book()) {
		if len(r.Claims) == 0 {
			continue
		}
		page, err := figures.Find(t.Context(), h.Session(system), r.ID, figures.Filter{})
		if err != nil || len(page.Claims) != len(r.Claims) {
			t.Fatalf("%s: %v: %d rows for %d claims", r.ID, err, len(page.Claims), len(r.Claims))
		}
		for i, c := range r.Claims {
			row := page.Claims[i]
			if c.AsAt.IsZero() {
				if row.Ours != "" || row.Difference != "" {
					t.Errorf("%s: a claim of no day stands beside %q", r.ID, row.Ours)
				}
				continue
			}
			dated++
			then, err := figures.Find(t.Context(), h.Session(system).At(door.Question{AsAt: c.AsAt}), r.ID, figures.Filter{})
			if err != nil {
				t.Fatal(err)
			}
			if then.Figure.Rows > 0 && then.Figure.Value != nil && !strings.HasPrefix(row.Ours, words.ValueWords(r, then.Figure.Value)) {
				t.Errorf("%s: beside the claim stands %q; the figure of that day is %s", r.ID, row.Ours, words.ValueWords(r, then.Figure.Value))
			}
			if row.Difference != "" {
				compared++
			}
		}
	}
	if dated == 0 {
		t.Error("no claim has a day, so nothing was tested")
	}
	t.Logf("%d claims have a day, %d of them a difference", dated, compared)
}

func TestClaimsThatContradictEachOtherSaySo(t *testing.T) {
	t.Parallel()
	h := small.Open(t)
	for id, want := range map[string]bool{"minority-ethnic-share": true, "lac-gcse": false, "cl-work-experience": false} {
		page, err := figures.Find(t.Context(), h.Session(door.System(testkit.Authority)), id, figures.Filter{})
		if err != nil || len(page.Claims) < 2 {
			t.Fatalf("%s: %v, %d claims", id, err, len(page.Claims))
		}
		for _, row := range page.Claims {
			if row.Disagrees != want {
				t.Errorf("%s: %s disagrees: %v", id, row.Value, row.Disagrees)
			}
		}
	}
}

func TestAHalfRoundsAwayFromNoughtEverywhere(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		value float64
		want  string
	}{{6.25, "6.3"}, {56.25, "56.3"}, {0.05, "0.1"}, {-0.04, "0.0"}, {-6.25, "-6.3"}, {1234.5, "1,234.5"}, {99.95, "100.0"}} {
		if got := words.Decimal(one.value, 1); got != one.want {
			t.Errorf("%v is %q, want %q", one.value, got, one.want)
		}
	}
}
