package figures_test

import (
	"testing"

	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/testkit"
	"heed/rulebook"
)

// A row that counts in a child's favour was not late, and one that counts against it was: what the row says and what the figure counts are one.
func TestEveryRowOfAMeasureOfTimeSaysWhyAndHowLateAsTheFigureCounts(t *testing.T) {
	t.Parallel()
	h := brockwell(t)
	late, unmet := 0, 0
	for _, r := range h.Book().Kind(rulebook.Measure) {
		if r.Statistic != rulebook.Share || r.Counts == "" {
			continue
		}
		page, err := figures.Find(t.Context(), h.Session(door.System(testkit.Authority)), r.ID, figures.Filter{PerPage: -1})
		if err != nil {
			t.Fatal(r.ID, err)
		}
		for _, row := range page.Rows {
			if row.LeftOut != "" {
				if row.Late != nil || row.Why == "" {
					t.Errorf("%s: a row left out is %s late, because %q", r.ID, row.LateWords, row.Why)
				}
				continue
			}
			inFavour := *row.Counted == (r.Polarity != rulebook.Lower)
			switch {
			case row.Why == "":
				t.Errorf("%s: a row does not say why it counts or does not", r.ID)
			case inFavour && row.Late != nil:
				t.Errorf("%s: a row in time is %s: due %s, done %s", r.ID, row.LateWords, row.Due, row.Met)
			case !inFavour && row.Late == nil && !row.Due.IsZero():
				t.Errorf("%s: a row out of time is not late: due %s, done %s, judged on %s", r.ID, row.Due, row.Met, row.To)
			case !inFavour && row.Late == nil && row.Detail == "":
				t.Errorf("%s: a row out of time has neither a due day nor a word of why", r.ID)
			}
			if row.Late != nil {
				late++
				if row.Met.IsZero() {
					unmet++
				}
			}
		}
	}
	if late == 0 || unmet == 0 || late == unmet {
		t.Errorf("%d rows were late, %d of them unmet: too little was looked at", late, unmet)
	}
}

// What a header says of many is said of one as people say it.
func TestARowOfOneIsSaidOfOne(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]string{
		"69 were held later": figures.SaidOf(69, "were held later"), "1 was held later": figures.SaidOf(1, "were held later"),
		"0 have none": figures.SaidOf(0, "have none"), "1 has none": figures.SaidOf(1, "have none"), "1 moved in later": figures.SaidOf(1, "moved in later"),
	} {
		if got != want {
			t.Errorf("it says %q; want %q", got, want)
		}
	}
}
