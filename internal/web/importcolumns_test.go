//go:build !race || long

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"heed/internal/web/htmlcheck"
)

// chosen gives what a form's fields hold as they stand on a page.
func chosen(form htmlcheck.Node) url.Values {
	values := url.Values{}
	for _, input := range form.All("input[name]") {
		values.Set(input.Attr("name"), input.Attr("value"))
	}
	for _, s := range form.All("select[name]") {
		values.Set(s.Attr("name"), "")
		for _, option := range s.All("option[selected]") {
			values.Set(s.Attr("name"), option.Attr("value"))
		}
	}
	return values
}

// A file of a kind that Heed does not know becomes a list by choosing what its columns are, and the next one is read at once.
func TestAFileWithHeadingsOfItsOwnBecomesAListByChoosing(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	const list = "Person ID,Type of medical,Held on,Weather\n1005,First,01/02/2025,wet\n1005,Other,03/02/2026,dry\n"
	status, body := analyst.upload(map[string]string{"medicals.csv": list})
	page := htmlcheck.Parse(t, body)
	if status != http.StatusUnprocessableEntity {
		t.Fatalf("status %d: %s", status, page.One("main").Text())
	}
	link := page.One("details[open] a[href*='/columns?file=medicals.csv']").Attr("href")
	status, body = analyst.get(link)
	page = htmlcheck.Parse(t, body)
	if faults := page.Faults(); status != http.StatusOK || len(faults) > 0 || !strings.Contains(page.One("main").Text(), "Person ID, Type of medical, Held on and Weather") {
		t.Fatalf("status %d, %q: %s", status, faults, page.One("main").Text())
	}
	if page.Has("option[value=restriction]") || page.Has("option[value=access_grant]") || page.Has("option[value=record_coverage]") {
		t.Error("a file may be said to hold rights")
	}
	status, body = analyst.get(link + "&type=health_assessment")
	page = htmlcheck.Parse(t, body)
	form := page.One("main form[method=post]")
	values := chosen(form)
	if status != http.StatusOK || values.Get("column-0") != "child_id" || values.Get("column-1") != "" || values.Get("column-2") != "held_on" || strings.Contains(body, "wet") {
		t.Fatalf("status %d: %v", status, values)
	}
	action := form.Attr("action")
	status, body = analyst.post(action, values)
	if page = htmlcheck.Parse(t, body); status != http.StatusBadRequest || !page.Has(".govuk-error-summary a[href='#f-column-1']") || !page.Has(".govuk-error-summary a[href='#f-column-3']") {
		t.Fatalf("columns that nothing is said of: status %d: %s", status, page.One("main").Text())
	}
	values.Set("column-1", "kind")
	values.Set("column-3", "-")
	status, body = analyst.post(action, values)
	page = htmlcheck.Parse(t, body)
	if status != http.StatusOK || len(page.All("section[aria-labelledby=words] tbody tr")) != 2 {
		t.Fatalf("the words are not asked: status %d: %s", status, page.One("main").Text())
	}
	values = chosen(page.One("main form[method=post]"))
	values.Set("word-1-0", "initial")
	saved := func(values url.Values) htmlcheck.Node {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.server.URL+action, strings.NewReader(values.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		status, body = analyst.settled(request)
		return htmlcheck.Parse(t, body)
	}
	page = saved(values)
	if faults := page.Faults(); status != http.StatusOK || len(faults) > 0 || !strings.Contains(page.One("main").Text(), "read by the columns that were saved") || counts(page)["record would be new"]+counts(page)["records would be new"] == "0" {
		t.Fatalf("status %d, %q: %s", status, faults, page.One("main").Text())
	}
	// What is said again, of a file with other words and one more column, is filled in and adds to what was said.
	const more = "PERSON ID,Type of medical,Held on,Weather,,Place\n1005,Yearly,05/02/2026,wet,,here\n"
	_, body = analyst.upload(map[string]string{"more.csv": more})
	_, body = analyst.get(htmlcheck.Parse(t, body).One("details a[href*='/columns?file=more.csv']").Attr("href"))
	page = htmlcheck.Parse(t, body)
	values = chosen(page.One("main form[method=post]"))
	if text := page.One("main").Text(); !strings.Contains(text, "said of such files on") || values.Get("column-1") != "kind" || values.Has("column-4") || values.Get("column-5") != "" {
		t.Fatalf("%v: %s", values, text)
	}
	action = page.One("main form[method=post]").Attr("action")
	values.Set("column-5", "kind")
	if status, body := analyst.post(action, values); status != http.StatusBadRequest || !strings.Contains(body, "is chosen twice") {
		t.Errorf("one field twice: status %d", status)
	}
	values.Set("column-5", "-")
	_, body = analyst.post(action, values)
	values = chosen(htmlcheck.Parse(t, body).One("main form[method=post]"))
	values.Set("word-1-0", "review")
	if page = saved(values); !strings.Contains(page.One("main").Text(), "more.csv is read by the columns that were saved") {
		t.Errorf("%s", page.One("main").Text())
	}
	_, body = analyst.get("/saved-columns")
	for _, section := range htmlcheck.Parse(t, body).All("main section") {
		if text := section.Text(); strings.Contains(text, "Said for more.csv by") != (strings.Contains(text, "Yearly is review") && strings.Contains(text, "First is initial")) {
			t.Errorf("what was said before of other words is lost: %s", text)
		}
	}
	if _, body := analyst.upload(map[string]string{"next month.csv": strings.Replace(list, "01/02/2025", "05/02/2025", 1)}); !htmlcheck.Parse(t, body).Has("#record") {
		t.Error("the next file of the kind is not read by it")
	}
	_, body = analyst.get("/saved-columns")
	page = htmlcheck.Parse(t, body)
	if text := page.One("main").Text(); !strings.Contains(text, "Type of medical is Kind") || !strings.Contains(text, "Weather is left out") || !strings.Contains(text, "First is initial (Kind)") {
		t.Errorf("saved columns are listed as %s", text)
	}
	for _, form := range page.All("form[action$='/withdraw']") {
		_, body = analyst.post(form.Attr("action"), url.Values{})
	}
	if !strings.Contains(body, "No columns are saved") {
		t.Errorf("after they are withdrawn: %s", body)
	}
	for _, other := range []string{"/uploads/nosuch/columns?file=medicals.csv", strings.Replace(link, "medicals.csv", "..%2Fupload.json", 1)} {
		if status, _ := analyst.get(other); status != http.StatusNotFound {
			t.Errorf("%s: status %d", other, status)
		}
	}
}
