package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"heed/internal/web/htmlcheck"
)

const (
	kites2023 = "time_period,time_identifier,geographic_level,country_code,country_name,old_la_code,la_name,kind,flown,lost_percent,note\n" +
		"2023,Calendar year,National,E92000001,England,,,Total,10,12.5%,\n" +
		"2023,Calendar year,Local authority,E92000001,England,208,Lambeth,Total,4,[c],good\n" +
		"2023,Calendar year,Local authority,E92000001,England,210,Southwark,Total,5,[x],poor\n"
	kites2024 = "time_period,time_identifier,geographic_level,country_code,country_name,old_la_code,la_name,kind,kites up,lost_percent\n" +
		"2024,Calendar year,National,E92000001,England,,,Total,11,13%\n" +
		"2024,Calendar year,Local authority,E92000001,England,208,Lambeth,Total,6,[c]\n"
)

func TestAFileOfPublishedFiguresIsShownBeforeItIsKeptAndARenamedSeriesIsMapped(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	if status, _ := w.as(t, heed.Actor(t, "W1")).send("/published-files", map[string]string{"kites_2023.csv": kites2023}); status != http.StatusForbidden {
		t.Errorf("a social worker sends a file: status %d", status)
	}
	sees := func(body string, said ...string) string {
		t.Helper()
		page := htmlcheck.Parse(t, body)
		if faults := page.Faults(); len(faults) > 0 {
			t.Errorf("%q", faults)
		}
		main := page.One("main")
		for _, one := range said {
			if !strings.Contains(main.Text(), one) {
				t.Errorf("the page does not say %q: %s", one, main.Text())
			}
		}
		return main.Text()
	}
	keep := func(body string, fields url.Values) string {
		t.Helper()
		action := htmlcheck.Parse(t, body).One("main form[action^='/published-files/'][novalidate]").Attr("action")
		status, after := analyst.post(action, fields)
		if status != http.StatusOK {
			t.Fatalf("status %d", status)
		}
		return after
	}
	_, body := analyst.send("/published-files", map[string]string{"kites_2023.csv": kites2023})
	sees(body, "Before anything is kept: kites_2023.csv", "Left out: its words differ from place to place", "[c]: suppressed", "column note: the column is left out")
	if _, page := analyst.get("/published/208"); strings.Contains(page, "Kites") {
		t.Error("it is there before anybody said so")
	}
	again := keep(body, url.Values{"do": {"again"}, "column:note": {"filter"}, "column:kind": {"filter"}, "column:flown": {"indicator"}, "column:lost_percent": {"indicator"}})
	sees(again, "6 series")
	again = keep(again, url.Values{"do": {"again"}, "column:note": {"left"}})
	sees(keep(again, url.Values{"do": {"import"}, "publication": {"Kites in England"}}), "kites_2023.csv", "Kites in England", "2 series")

	_, body = analyst.send("/published-files", map[string]string{"kites_2024.csv": kites2024})
	sees(body, "Series not found in this release, which would go no further", "Flown (flown, kind Total)", "These are new to Heed", "Kites up (kites up, kind Total)")
	keep(body, url.Values{"do": {"import"}})
	status, body := analyst.post("/published-renamings", url.Values{"old": {"kites-flown"}, "new": {"kites-kites-up"}})
	if sees(body, "Say why they are one series"); status != http.StatusBadRequest {
		t.Errorf("no reason: status %d", status)
	}
	status, body = analyst.post("/published-renamings", url.Values{"old": {"kites-kites-up"}, "new": {"kites-flown"}, "reason": {"x"}})
	if sees(body, "These two cannot be one series"); status != http.StatusBadRequest {
		t.Errorf("the wrong way round: status %d", status)
	}
	_, body = analyst.post("/published-renamings", url.Values{"old": {"kites-flown"}, "new": {"kites-kites-up"}, "reason": {"The methodology says so"}})
	sees(body, "kites | kites up | kind=total goes on with kites | flown | kind=total. The methodology says so")
	_, body = analyst.get("/published/208")
	if got := rowOf(t, htmlcheck.Parse(t, body), "kites-flown", "2024"); got[1] != "6" {
		t.Errorf("the series does not go on: %q", got)
	}
	_, body = analyst.post("/published-renamings/undo", url.Values{"new": {"kites | kites up | kind=total"}})
	sees(body, "Nobody has said so of any series.")
}

func TestAFileOfPublishedFiguresThatCannotBeReadSaysWhy(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	for name, c := range map[string]struct {
		files  map[string]string
		status int
		want   string
	}{
		"no file":       {nil, http.StatusBadRequest, "Choose the file to import"},
		"another list":  {map[string]string{"list.csv": "id,name\n1,x\n"}, http.StatusUnprocessableEntity, "line 1 has no column time_period"},
		"a broken zip":  {map[string]string{"list.zip": "PK\x03\x04nothing"}, http.StatusUnprocessableEntity, "list.zip cannot be unpacked"},
		"a page's html": {map[string]string{"list.csv": "<!DOCTYPE html><html>"}, http.StatusUnprocessableEntity, "download the CSV file of the data set"},
	} {
		status, body := analyst.send("/published-files", c.files)
		page := htmlcheck.Parse(t, body)
		if status != c.status || !strings.Contains(page.One("main").Text(), c.want) || len(page.Faults()) > 0 {
			t.Errorf("%s: status %d, %q: %s", name, status, page.Faults(), page.One("main").Text())
		}
	}
}

// rowOf gives the cells of a year in the table of a series.
func rowOf(t *testing.T, page htmlcheck.Node, series, year string) []string {
	t.Helper()
	for _, section := range page.All("section.heed-series") {
		if section.Attr("aria-labelledby") != "s-"+series {
			continue
		}
		for _, tr := range section.All("tbody tr") {
			if cells := tr.Texts("th, td"); cells[0] == year {
				return cells
			}
		}
	}
	t.Fatalf("the page has no %s of %s", year, series)
	return nil
}
