package figures

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/figures"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
	"heed/internal/web/kit"
)

// site is a site with the pages of figures and no children.
func site(t *testing.T) *kit.Site {
	t.Helper()
	c := kit.Config{Door: testkit.Empty(t).Door, Now: func() time.Time { return testkit.Now }, Log: slog.New(slog.DiscardHandler)}
	s, err := kit.NewSite(c, templates)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// shown is a page as a reader gets it.
func shown(t *testing.T, s *kit.Site, name string, page any) htmlcheck.Node {
	t.Helper()
	w := httptest.NewRecorder()
	if err := s.Render(w, name, page); err != nil {
		t.Fatal(err)
	}
	body := htmlcheck.Parse(t, w.Body.String())
	if faults := body.Faults(); len(faults) > 0 {
		t.Errorf("%s: %q", name, faults)
	}
	return body
}

func TestAFigureOfABrokenRuleIsShownAsBrokenAndNeverAsNought(t *testing.T) {
	t.Parallel()
	s := site(t)
	const reason = "column no_such_column is not in placement"
	rule := s.Door.Book().Rule("cin-count")
	asked := door.Asked{AsAt: time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC), Today: true, KnownNow: true}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/figures/cin-count", nil)
	list := figuresPage{Frame: s.Frame(r, "Figures", asked)}
	list.add("a", list.CardsOf([]figures.KeyFigure{{Rule: rule, Broken: reason}}))
	for name, page := range map[string]any{
		"figure":  figurePageOf(s, r, figures.Page{Asked: asked, Rule: rule, Broken: reason}, figureForm{}),
		"figures": list,
	} {
		body := shown(t, s, name, page)
		if body.One(".heed-tag--broken").Text() != "Broken" {
			t.Errorf("%s does not say that the rule is broken", name)
		}
		if body.Has(".heed-big") || body.Has(".heed-tag--met") {
			t.Errorf("%s shows a value, or that the rule works", name)
		}
		if name == "figure" && !strings.Contains(body.One("main").Text(), reason) {
			t.Errorf("%s does not say why", name)
		}
	}
}

func TestAPageSaysUpToWhenItIsCompleteWhileNewerEntriesAreWorkedIn(t *testing.T) {
	t.Parallel()
	s := site(t)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/figures", nil)
	for _, complete := range []time.Time{{}, testkit.Now.Add(-time.Hour)} {
		asked := door.Asked{AsAt: testkit.Now.Truncate(24 * time.Hour), Today: true, KnownNow: true, CompleteTo: complete}
		page := figuresPage{Frame: s.Frame(r, "Figures", asked)}
		page.add("a", page.CardsOf([]figures.KeyFigure{{Rule: s.Door.Book().Rule("cin-count")}}))
		line := shown(t, s, "figures", page).One(".heed-asof").Text()
		if says := strings.Contains(line, "this page is complete to 11:00am today"); says == complete.IsZero() {
			t.Errorf("complete to %s, the page says %q", complete, line)
		}
	}
}
