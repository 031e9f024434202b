package web

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
)

func TestAPageSaysUpToWhenItIsCompleteWhileNewerEntriesAreWorkedIn(t *testing.T) {
	t.Parallel()
	heed := testkit.Empty(t)
	s, err := New(Config{App: heed.Door, Now: func() time.Time { return testkit.Now }, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/figures", nil)
	for _, complete := range []time.Time{{}, testkit.Now.Add(-time.Hour)} {
		asked := door.Asked{AsAt: testkit.Now.Truncate(24 * time.Hour), Today: true, KnownNow: true, CompleteTo: complete}
		page := figuresPage{frame: s.frame(r, "Figures", asked), Total: 1, Areas: []figureArea{{ID: "a", Title: "A", Figures: frame{}.cards([]figures.KeyFigure{
			{Rule: heed.Book().Rule("cin-count")},
		})}}}
		w := httptest.NewRecorder()
		if err := s.render(w, "figures", page); err != nil {
			t.Fatal(err)
		}
		line := htmlcheck.Parse(t, w.Body.String()).One(".heed-asof").Text()
		if says := strings.Contains(line, "this page is complete to 11:00am today"); says == complete.IsZero() {
			t.Errorf("complete to %s, the page says %q", complete, line)
		}
	}
}
