//go:build !race || long

package web_test

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/catalogue"
	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/export"
	"heed/internal/extract"
	"heed/internal/ledger"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

// downloaded gets a file: its name, its media type and what is in it.
func (r reader) downloaded(path string) (name, kind, body string) {
	r.t.Helper()
	answer, page, err := r.again(r.w.server.URL + path)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		r.t.Fatalf("%s: status %d: %s", path, answer.StatusCode, page)
	}
	how, given, err := mime.ParseMediaType(answer.Header.Get("Content-Disposition"))
	if err != nil || how != "attachment" {
		r.t.Errorf("%s: it is no attachment: %q, %v", path, answer.Header.Get("Content-Disposition"), err)
	}
	return given["filename"], answer.Header.Get("Content-Type"), string(page)
}

func wrote(t *testing.T, write func(io.Writer) error, err error) string {
	t.Helper()
	var out bytes.Buffer
	if err == nil {
		err = write(&out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestADownloadIsTheFileThatTheUseCaseWrites(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	analyst := heed.Actor(t, "W13")
	march := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	s := heed.Session(analyst)
	annexA := func(q door.Question) string {
		found, err := extract.FindAnnexA(t.Context(), s.At(q))
		return wrote(t, func(w io.Writer) error { return export.Workbook(w, found.Tables...) }, err)
	}
	records := func(recordType, name string, q door.Question) string {
		found, err := extract.FindRecords(t.Context(), s.At(q), recordType)
		return wrote(t, func(w io.Writer) error { return extract.Write(w, found.Table, name) }, err)
	}
	returned, err := extract.FindSSDA903(t.Context(), s, 2026)
	tables := wrote(t, returned.Zip, err)
	census, err := extract.FindCensus(t.Context(), s, 2026)
	items := func(name string) string {
		return wrote(t, func(w io.Writer) error { return extract.Write(w, census.Table(), name) }, err)
	}
	const book = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	for path, want := range map[string]struct{ name, kind, body string }{
		"what=annex-a": {"annex-a-2026-11-18.xlsx", book, annexA(door.Question{})},
		"what=annex-a&as_at=31+March+2026&form=xlsx":         {"annex-a-2026-03-31.xlsx", book, annexA(door.Question{AsAt: march})},
		"what=ssda903&year=2026&as_at=never":                 {"ssda903-2026.zip", "application/zip", tables},
		"what=ssda903&year=2026&form=csv":                    {"ssda903-2026.zip", "application/zip", tables},
		"what=cin&year=2026":                                 {"census-2026.xml", "application/xml", wrote(t, census.XML, err)},
		"what=cin&year=2026&form=csv":                        {"census-2026.csv", "text/csv; charset=utf-8", items("a.csv")},
		"what=cin&year=2026&form=xlsx":                       {"census-2026.xlsx", book, items("a.xlsx")},
		"what=cin&year=2026&form=parquet":                    {"census-2026.parquet", "application/vnd.apache.parquet", items("a.parquet")},
		"what=records&type=missing_episode":                  {"missing_episode.csv", "text/csv; charset=utf-8", records("missing_episode", "a.csv", door.Question{})},
		"what=records&type=episode&as_at=2026-03-31":         {"episode-2026-03-31.csv", "text/csv; charset=utf-8", records("episode", "a.csv", door.Question{AsAt: march})},
		"what=records&type=episode&form=xlsx&year=soon":      {"episode.xlsx", book, records("episode", "a.xlsx", door.Question{})},
		"what=records&type=missing_episode&form=parquet":     {"missing_episode.parquet", "application/vnd.apache.parquet", records("missing_episode", "a.parquet", door.Question{})},
		"what=records&type=worker&known_at=31+December+2010": {"worker.csv", "text/csv; charset=utf-8", records("worker", "a.csv", door.Question{KnownAt: time.Date(2010, 12, 31, 23, 59, 59, 0, time.UTC)})},
	} {
		name, kind, body := w.as(t, analyst).downloaded("/exports/file?" + path)
		if name != want.name || kind != want.kind {
			t.Errorf("%s: it is called %q and is %q", path, name, kind)
		}
		if got, want := said(t, body), said(t, want.body); got != want || strings.TrimSpace(got) == "" {
			t.Errorf("%s: the download is not what the use case writes: %s", path, firstDifference(got, want))
		}
	}
}

func TestWhoReadsNoRecordsIsRefusedEveryExportAndItIsLogged(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	m := matrix{w: w, h: heed}
	for _, id := range []string{"W1", "W5", "W8", "inspector-1", "member-1"} {
		browser := w.as(t, heed.Actor(t, id))
		for i, path := range []string{"/exports", "/exports/file?what=annex-a", "/exports/file?what=records&type=team"} {
			heed.SetNow(testkit.Now.Add(time.Duration(i) * time.Hour)) // the same refusal again within a minute is counted
			before := len(m.refusedTo(t, heed.Actor(t, id)))
			status, body := browser.get(path)
			if status != http.StatusForbidden || htmlcheck.Parse(t, body).One("h1").Text() != "You cannot open this" {
				t.Errorf("%s, %s: status %d", id, path, status)
			}
			if after := m.refusedTo(t, heed.Actor(t, id)); len(after) != before+1 || after[0].Reason == "" {
				t.Errorf("%s, %s: the refusal has %d entries in the access log", id, path, len(after)-before)
			}
		}
		heed.SetNow(testkit.Now)
		if _, body := browser.get("/imports"); strings.Contains(body, "/exports") {
			t.Errorf("%s is offered what they are refused", id)
		}
	}
}

func TestEveryDownloadIsInTheAccessLogOnce(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := heed.Actor(t, "W13")
	for path, want := range map[string]string{
		"what=annex-a": "Annex A as at 2026-11-18: ", "what=ssda903&year=2026": "the SSDA903 of 2026: ", "what=cin&year=2026&form=csv": "the census of 2026: ",
		"what=records&type=episode&form=parquet": "episode: ",
	} {
		w.as(t, analyst).downloaded("/exports/file?" + path)
		list, err := heed.Session(door.System(testkit.Authority)).Ledger().ListAccess(t.Context(), ledger.AccessFilter{Authority: testkit.Authority, Who: "W13", Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, a := range list {
			if a.Action == string(access.Export) && a.Allowed && strings.HasPrefix(a.Detail, want) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: %d entries begin %q", path, n, want)
		}
	}
}

// Of no restricted child is there anything in any download, of any kind of record, by which other children's downloads name them either.
func TestARestrictedChildIsInNoDownload(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	testkit.Put(t, heed, "identity_decision", map[string]string{"child_id": "1001", "other_child_id": "1003", "same": "false", "decided_on": "2026-11-02", "decided_by": "W13", "reason": "Not alike"})
	analyst := w.as(t, heed.Actor(t, "W13"))
	paths := []string{"what=annex-a", "what=annex-a&as_at=2026-03-31"}
	for year := 2024; year <= 2027; year++ {
		paths = append(paths, fmt.Sprintf("what=ssda903&year=%d", year), fmt.Sprintf("what=cin&year=%d", year))
	}
	held := 0
	for _, recordType := range heed.Catalogue().Types {
		all, err := extract.FindRecords(t.Context(), heed.Session(door.System(testkit.Authority)), recordType.ID)
		if err != nil {
			t.Fatal(err)
		}
		of := func(row []string) bool { return slices.Contains(row, "1003") || slices.Contains(row, "1006") }
		if slices.ContainsFunc(all.Table.Rows, of) {
			held++
			paths = append(paths, "what=records&type="+recordType.ID, "what=records&form=xlsx&type="+recordType.ID)
		}
	}
	if held < 10 {
		t.Fatalf("only %d kinds of record are held of the restricted children, so that the test proves little", held)
	}
	others := 0
	for _, path := range paths {
		status, body := analyst.get("/exports/file?" + path)
		if status == http.StatusBadRequest && strings.Contains(path, "year=") && strings.Contains(body, "Nothing that Heed holds") {
			continue
		}
		if status != http.StatusOK {
			t.Errorf("%s: status %d", path, status)
		}
		for _, child := range childToken.FindAllString(said(t, body), -1) {
			if others++; child == "1003" || child == "1006" {
				t.Errorf("%s names the restricted child %s", path, child)
				break
			}
		}
	}
	if others < 50 {
		t.Errorf("the downloads name other children %d times only", others)
	}
}

func TestAFaultOfTheFormIsSaidBesideItsField(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	for query, want := range map[string][]string{
		"/file":                           {"#f-what: Choose what to download"},
		"/file?what=everything&year=soon": {"#f-what: Choose what to download"},
		"/file?what=records":              {"#f-type: Choose a kind of record from the list"},
		"/file?what=records&type=no-such&as_at=31+June+2026": {"#f-type: Choose a kind of record from the list", "#f-as_at: As at must be a date, such as 31 October 2026"},
		"/file?what=records&type=episode&form=pdf":           {"#f-form: Choose the form of the file from the list"},
		"/file?what=annex-a&form=csv":                        {"#f-form: Annex A comes as an Excel workbook only: choose that, or the usual form"},
		"/file?what=annex-a&as_at=1+January+2099":            {"#f-as_at: As at must be today or in the past"},
		"/file?what=annex-a&known_at=soon":                   {"#f-known_at: Known at must be a date, such as 31 October 2026"},
		"/file?what=ssda903&year=":                           {"#f-year: Enter the year of the return, such as 2026"},
		"/file?what=ssda903&year=soon&form=parquet":          {"#f-year: Enter the year in which the return’s year ends, such as 2026 for 2025-26", "#f-form: The SSDA903 comes as a zip file of CSV files only: choose CSV, or the usual form"},
		"/file?what=cin&year=1920":                           {"#f-year: Enter the year in which the return’s year ends, such as 2026 for 2025-26"},
		"/file?what=cin&year=2028":                           {"#f-year: Enter a year that has begun: 2027 or earlier"},
		"/file?what=ssda903&year=1990":                       {"#f-year: Nothing that Heed holds, and that is open to you, belongs in the return of this year: enter another"},
		"?what=records&as_at=yesterday":                      {"#f-as_at: As at must be a date, such as 31 October 2026"},
	} {
		status, body := analyst.get("/exports" + query)
		page := htmlcheck.Parse(t, body)
		if faults := page.Faults(); status != http.StatusBadRequest || len(faults) > 0 {
			t.Errorf("%s: status %d, %q", query, status, faults)
		}
		var got []string
		for _, a := range page.All(".govuk-error-summary a") {
			got = append(got, a.Attr("href")+": "+a.Text())
			if field := page.One("main " + a.Attr("href")); field.Attr("name") == "" || !page.Has("#e-"+field.Attr("name")) {
				t.Errorf("%s: %s leads to no field with a message", query, a.Attr("href"))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: it says %q, want %q", query, got, want)
		}
	}
	page := htmlcheck.Parse(t, second(analyst.get("/exports/file?what=records&type=episode&as_at=31+June+2026&year=2025&form=parquet")))
	for selector, typed := range map[string]string{"#f-as_at": "31 June 2026", "#f-year": "2025", "#f-form option[selected]": "parquet", "#f-type option[selected]": "episode", "input[name=what][checked]": "records"} {
		if got := page.One(selector).Attr("value"); got != typed {
			t.Errorf("%s holds %q, not the %q that was typed", selector, got, typed)
		}
	}
}

func second(_ int, body string) string { return body }

func TestAnAnalystFindsExportsFromHomeAndFromImportsWithTheDayKept(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	for _, path := range []string{"/", "/imports"} {
		href := fetch(t, analyst, path+"?as_at=31+March+2026").One("main a[href^='/exports']").Attr("href")
		page := fetch(t, analyst, href)
		if got := page.One("#f-as_at").Attr("value"); got != "31 March 2026" {
			t.Errorf("from %s the day is %q", path, got)
		}
	}
	page := fetch(t, analyst, "/exports")
	if year := page.One("#f-year").Attr("value"); year != "2026" || page.Has("input[name=what][checked]") {
		t.Errorf("the form begins with the year %q, or with a choice made", year)
	}
	var offered []string
	for _, option := range page.All("#f-type optgroup option") {
		offered = append(offered, option.Attr("value"))
	}
	slices.Sort(offered)
	if want := typesOf(heed.Catalogue()); !slices.Equal(offered, want) {
		t.Errorf("the kinds of record offered are %q, want %q", offered, want)
	}
	for _, words := range []string{"Children whose record is not open to you", "sensitive in itself", "access log", "Do not send it to the department"} {
		if !strings.Contains(page.One("main").Text(), words) {
			t.Errorf("the page does not say %q", words)
		}
	}
}

func typesOf(types *catalogue.Catalogue) (ids []string) {
	for _, one := range types.Types {
		if one.About != "account" && one.ID != catalogue.RecordEmergency { // for those who keep accounts, or answer for restricted records
			ids = append(ids, one.ID)
		}
	}
	slices.Sort(ids)
	return ids
}
