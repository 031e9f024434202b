package figures

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/imports"
	"heed/internal/testkit"
)

func TestAFigurePageShowsWhatWasSaidOfItsAuthorityWithItsDays(t *testing.T) {
	t.Parallel()
	s := site(t)
	who := door.System("208")
	list := testkit.Lists(t, map[string]string{"cp_plan.csv": "child_id,started_on,initial_category,latest_category\nL1,2014-06-01,NEG,NEG\n"})
	if _, err := imports.Import(t.Context(), s.Door.Session(who), imports.Request{Paths: []string{list}, CompleteTo: testkit.Today}, nil); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]struct {
		claims   int
		disagree bool
		has      []string
	}{
		"minority-ethnic-share": {2, true, []string{"Days not stated", "They name no days: not compared"}},
		"cpp-count":             {3, false, []string{"31 December 2014", "1, 31 December 2014", "Heed gives 306 less", "1 January 2015 to 31 January 2015", "Over another period: not compared"}},
	} {
		found, err := figures.Find(t.Context(), s.Door.Session(who), id, figures.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/figures/"+id, nil)
		said := shown(t, s, "figure", figurePageOf(s, r, found, figureForm{})).One("section[aria-labelledby=said]")
		if got := len(said.All("tbody tr")); got != want.claims {
			t.Errorf("%s: %d claims are shown of %d", id, got, want.claims)
		}
		if got := said.Has("p strong"); got != want.disagree {
			t.Errorf("%s says that they do not agree: %t", id, got)
		}
		cells := map[string]bool{}
		for _, cell := range said.All("td div") {
			cells[cell.Text()] = true
		}
		for _, text := range want.has {
			if !cells[text] {
				t.Errorf("%s does not say %q: %v", id, text, cells)
			}
		}
	}
}
