//go:build !race || long

package web_test

import (
	"net/http"
	"strings"
	"testing"

	"heed/internal/web/htmlcheck"
)

func TestThePageOfTheAccessLogShowsRefusalsAlone(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	director := w.as(t, heed.Actor(t, "W8"))
	director.get("/children/1004")
	director.get("/children/1006") // a restricted child: that somebody tried is for those with a grant to see
	w.as(t, heed.Actor(t, "W1")).get("/children/1004")
	w.as(t, heed.Actor(t, "W1")).get("/access-log")
	status, body := director.get("/access-log?answer=refused")
	if status != http.StatusOK {
		t.Fatal(status)
	}
	page := htmlcheck.Parse(t, body)
	if faults := page.Faults(); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
	rows := page.All("main tbody tr")
	if len(rows) != 2 {
		t.Fatalf("%d rows, want the two refusals", len(rows))
	}
	for i, want := range []string{"page access log", "page child"} {
		if row := rows[i].Text(); !strings.Contains(row, want) || !strings.Contains(row, "Refused") || strings.Contains(row, "Allowed") {
			t.Errorf("row %d says %q, want a refusal on the %s", i+1, row, want)
		}
	}
	if !page.Has("select[name='answer'] option[value='refused'][selected]") {
		t.Error("the filter does not say that refusals alone are shown")
	}
	if answer, _ := w.as(t, heed.Actor(t, "W1")).get("/access-log?answer=refused"); answer != http.StatusForbidden {
		t.Errorf("a social worker reads the log: %d", answer)
	}
}

// A change that another site asks for in a person's name is refused and logged once, under that person where the browser sends who it is.
func TestAChangeThatAnotherSiteAsksForIsLogged(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	browser := w.as(t, heed.Actor(t, "W8"))
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.server.URL+"/matches", strings.NewReader("first=1002"))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	answer, err := browser.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("it answers %d", answer.StatusCode)
	}
	m := matrix{w: w, h: heed}
	if list := m.refusedTo(t, heed.Actor(t, "W8")); len(list) != 1 || !strings.Contains(list[0].Reason, "another site") {
		t.Errorf("the log says %+v", list)
	}
}
