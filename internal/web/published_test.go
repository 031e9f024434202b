//go:build !race || long

package web_test

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"heed/internal/door"
	"heed/internal/releases"
	"heed/internal/web/htmlcheck"
)

func TestAnyoneSeesWhatIsPublishedOfAnAuthorityBeforeAChildIsImported(t *testing.T) {
	t.Parallel()
	server := plainServer(t)
	answer, body := ask(t, server, "GET", "/published/208")
	if answer.status != http.StatusOK {
		t.Fatalf("status %d", answer.status)
	}
	page := htmlcheck.Parse(t, body)
	if faults := page.Faults(); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
	if page.Has("a[href^='/figures/']") {
		t.Error("who has not signed in is led to figures of children")
	}
	for _, c := range []struct {
		series, year string
		want         []string
	}{
		{"cp-plans", "2014", []string{"2014", "358", "48,300", "2,810", "203.5", "137 to 377"}},
		{"cp-plans-over-2-years-percent", "2014", []string{"2014", "7.5%", "2.6%", "4.5%", "3.6% (of 5)", "0.0% to 4.6%"}},
		{"cp-plans-over-2-years-percent", "2025", []string{"2025", "[c]", "2.3%", "2.7%", "7.3% (of 7)", "0.0% to 8.2%"}},
		{"cp-plans-over-2-years-percent", "2015", []string{"2015", "4.7%", "2.3%", "3.1%", "too few", "4 of 10 known"}},
	} {
		if got := rowOf(t, page, c.series, c.year); !slices.Equal(got, c.want) {
			t.Errorf("%s in %s reads %q, want %q", c.series, c.year, got, c.want)
		}
	}
	if text := page.One("main").Text(); !strings.Contains(text, "[c]: suppressed, so that nobody can be told from a small number.") ||
		!strings.Contains(text, "DfE, Characteristics of children in need 2025 (d5_cpps_at31march_by_duration_2013_to_2025.csv)") {
		t.Error("the page does not say what a symbol means or where a series is from")
	}
	if label := page.All("section.heed-series svg")[0].Attr("aria-label"); !strings.Contains(label, "The table gives every number.") {
		t.Errorf("a picture says %q", label)
	}
}

func TestAnAuthorityIsFoundByNameOrCodeAndNoneIsInventedThere(t *testing.T) {
	t.Parallel()
	server := plainServer(t)
	for query, where := range map[string]string{"lambeth": "/published/208", "208": "/published/208", "E09000022": "/published/208", "isles": "/published/420"} {
		if answer, _ := ask(t, server, "GET", "/published?q="+query); answer.status != http.StatusSeeOther || answer.header.Get("Location") != where {
			t.Errorf("%q leads to %d %q, want %q", query, answer.status, answer.header.Get("Location"), where)
		}
	}
	for path, want := range map[string]string{
		"/published?q=north": "found", "/published?q=nowhere": "0 authorities found", "/published": "Lambeth", "/published/909": "no longer there",
	} {
		answer, body := ask(t, server, "GET", path)
		page := htmlcheck.Parse(t, body)
		if answer.status != http.StatusOK || !strings.Contains(page.One("main").Text(), want) {
			t.Errorf("%s: status %d, without %q", path, answer.status, want)
		}
		if faults := page.Faults(); len(faults) > 0 {
			t.Errorf("%s: %q", path, faults)
		}
		if strings.Contains(page.One("main").Text(), "Brockwell") {
			t.Errorf("%s lists an invented council", path)
		}
	}
	for _, path := range []string{"/published/990", "/published/E92000001", "/published/nothing", "/published/208/nothing"} {
		if answer, _ := ask(t, server, "GET", path); answer.status != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, answer.status)
		}
	}
}

// gliding is an invented file of twelve series: three sites by four ages.
func gliding(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("age,site,time_identifier,time_period,flights_percent,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name\n")
	for _, age := range []string{"11", "12", "13", "14"} {
		for _, site := range []string{"Hill", "Cliff", "Dune, tall"} {
			b.WriteString(age + `,"` + site + `",Academic year,202324,40.5,National,E92000001,England,,,,,` + "\n")
			b.WriteString(age + `,"` + site + `",Academic year,202324,c,Local authority,E92000001,England,E13000001,Inner London,208,E09000022,Lambeth` + "\n")
			b.WriteString(age + `,"` + site + `",Academic year,202324,33,Local authority,E92000001,England,E13000001,Inner London,210,E09000028,Southwark` + "\n")
		}
	}
	path := filepath.Join(t.TempDir(), "gliding_2024.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAFileNeverSeenBeforeIsShownAtOnceAsASectionOfItsOwn(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	stranger := reader{t: t, w: w, client: w.server.Client()}
	if _, body := stranger.get("/published/208"); strings.Contains(body, "Gliding") {
		t.Fatal("it is there before it is imported")
	}
	if _, err := releases.Import(t.Context(), heed.Session(door.System("")), gliding(t), "Gliding in England", ""); err != nil {
		t.Fatal(err)
	}
	_, body := stranger.get("/published/208")
	page := htmlcheck.Parse(t, body)
	if faults := page.Faults(); len(faults) > 0 {
		t.Errorf("%q", faults)
	}
	if got, want := rowOf(t, page, "gliding-11-hill-flights-percent", "2023/24"), []string{"2023/24", "[c]", "40.5%", "–", "too few", "1 of 10 known"}; !slices.Equal(got, want) {
		t.Errorf("it reads %q, want %q", got, want)
	}
	if text := page.One("main").Text(); !strings.Contains(text, "DfE, Gliding in England 2023/24 (gliding_2024.csv)") || !strings.Contains(text, "All series of this file") {
		t.Error("the section does not say where it is from, or lead to the rest")
	}
	status, body := stranger.get("/published/208/gliding")
	page = htmlcheck.Parse(t, body)
	if faults := page.Faults(); status != http.StatusOK || len(faults) > 0 || len(page.All("section.heed-series")) != 12 {
		t.Errorf("the file's own page: %d, %d series, %q", status, len(page.All("section.heed-series")), faults)
	}
}

func TestAFigureStandsBesideWhatIsPublished(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, who := range w.personas(t) {
		if who.Role != "director" && who.Role != "elected member" {
			continue
		}
		for id, caption := range map[string]string{"cpp-over-2y": "Each year, at 31 March", "cpp-count": "Each year, at 31 March", "re-referral-12m": "Each year, in the year to 31 March"} {
			status, body := w.as(t, who).get("/figures/" + id)
			page := htmlcheck.Parse(t, body)
			if faults := page.Faults(); status != http.StatusOK || len(faults) > 0 {
				t.Errorf("%s: %d, %q", id, status, faults)
			}
			if !slices.Contains(page.Texts("caption"), caption) {
				t.Errorf("%s: no table %q among %q", id, caption, page.Texts("caption"))
			}
			others := page.One("section[aria-labelledby=others]")
			for _, link := range others.All("a[href^='/published/']") {
				path, anchor, _ := strings.Cut(link.Attr("href"), "#")
				if anchor == "" {
					continue
				}
				_, body := w.as(t, who).get(path)
				if !htmlcheck.Parse(t, body).Has("section[aria-labelledby=" + anchor + "] a[href^='/figures/" + id + "']") {
					t.Errorf("%s leads to %s, which does not lead back", id, link.Attr("href"))
				}
			}
			text := others.Text()
			for _, want := range []string{"Where the definitions differ.", "lent by Lambeth", "Source: DfE, Characteristics of children in need 2025", "Southwark"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s does not say %q", id, want)
				}
			}
		}
	}
}
