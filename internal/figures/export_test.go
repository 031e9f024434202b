package figures_test

import (
	"bytes"
	"testing"

	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/testkit"
)

// A file is read by people who have no page beside it: it names its measure, and says in words what the records hold as a code.
func TestTheFilesOfAFigureCarryTitlesAndNoBareCodes(t *testing.T) {
	t.Parallel()
	h := brockwell(t)
	s := h.Session(door.System(testkit.Authority))
	codes := s.Catalogue().List("sex")
	said, ofCategory := 0, 0
	for _, r := range testkit.Measures(h.Book()) {
		categories := s.Catalogue().List(r.CategoryCodes)
		for _, row := range exported(t, h, door.System(testkit.Authority), door.Question{}, r.ID) {
			if row["measure_title"] != r.Title {
				t.Fatalf("%s: a row is of %q", r.ID, row["measure_title"])
			}
			if row["sex"] != "" {
				said++
			}
			if codes.Has(row["sex"]) {
				t.Fatalf("%s: a child is of the sex %q", r.ID, row["sex"])
			}
			if categories != nil && row["category"] != "" {
				if ofCategory++; row["category_words"] == row["category"] && categories.Has(row["category"]) && categories.Label(row["category"]) != row["category"] {
					t.Fatalf("%s: a row is of the category %q", r.ID, row["category_words"])
				}
			}
		}
	}
	if said == 0 || ofCategory == 0 {
		t.Errorf("%d rows say of which sex a child is and %d of which category, so that this test sees nothing", said, ofCategory)
	}
	var parts bytes.Buffer
	if err := figures.ExportBreakdown(t.Context(), s, "cin-count", "sex", figures.Span{}, &parts); err != nil {
		t.Fatal(err)
	}
	for _, row := range testkit.ReadCSV(t, &parts) {
		if row["measure_title"] != h.Book().Rule("cin-count").Title || codes.Has(row["group"]) {
			t.Errorf("a group is %q of %q", row["group"], row["measure_title"])
		}
	}
}
