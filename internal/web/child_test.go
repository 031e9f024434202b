//go:build !race || long

package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

func TestARefusedReaderLearnsNothingOfAChildNotEvenWhetherThereIsOne(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	for _, who := range []string{"member-1", "partner-1", "W3"} {
		browser := w.as(t, heed.Actor(t, who))
		status, refused := browser.get("/children/1001")
		if status != http.StatusForbidden {
			t.Errorf("%s opens the child: status %d", who, status)
		}
		for _, detail := range []string{"1001", "Ottilie", "Brackenbury", "referr", "Safeguarding"} {
			if strings.Contains(htmlcheck.Parse(t, refused).One("main").Text(), detail) {
				t.Errorf("%s is refused with %q", who, detail)
			}
		}
		if _, unknown := browser.get("/children/no-such-child"); unknown != refused {
			t.Errorf("%s can tell a child who is there from one who is not", who)
		}
	}
}

func TestARestrictedRecordIsCountedAndShowsNeitherNumberNorName(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	director := w.as(t, heed.Actor(t, "W8"))
	if status, _ := director.get("/children/1006"); status != http.StatusForbidden {
		t.Errorf("the director opens a restricted record: status %d", status)
	}
	_, body := director.get("/figures/lac-count")
	page := htmlcheck.Parse(t, body)
	if strings.Contains(body, "1006") {
		t.Error("the number of a restricted child is on the page")
	}
	restricted := 0
	for _, row := range page.All(listedRows) {
		if row.One("th").Text() == "Restricted record" {
			if text := row.Text(); strings.Contains(text, "No team") || strings.Contains(text, "Not known") || strings.Count(text, "Not shown") < 2 {
				t.Errorf("what is not shown of it is said to be missing: %s", text)
			}
			restricted++
			if row.Has("a") {
				t.Error("a restricted row leads somewhere")
			}
		}
	}
	if restricted != 1 || len(page.All(listedRows)) != leading(t, page.One(".heed-big").Text()) {
		t.Errorf("%d rows are restricted, %d listed, and the figure is %s", restricted, len(page.All(listedRows)), page.One(".heed-big").Text())
	}
	if _, file := director.get("/figures/lac-count/rows.csv"); strings.Contains(file, "1006") {
		t.Error("the number of a restricted child is in the file")
	}
	granted := w.as(t, heed.Actor(t, "W2"))
	status, body := granted.get("/children/1003")
	if status != http.StatusOK || !strings.Contains(htmlcheck.Parse(t, body).One("h1").Text(), "Restricted record") {
		t.Errorf("who has a grant by name does not open the record as restricted: status %d", status)
	}
}

func TestAChildIsNamedOnlyToThoseWhoWorkWithThem(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	for who, heading := range map[string]string{"W1": "Ottilie Brackenbury", "W5": "Ottilie Brackenbury", "W8": "Child 1001", "W13": "Child 1001"} {
		status, body := w.as(t, heed.Actor(t, who)).get("/children/1001")
		page := htmlcheck.Parse(t, body)
		if got := page.One("h1").Text(); status != http.StatusOK || !strings.HasPrefix(got, heading) {
			t.Errorf("%s reads %q: status %d", who, got, status)
		}
		if heading == "Child 1001" && strings.Contains(body, "Brackenbury") {
			t.Errorf("%s reads the name", who)
		}
		if !strings.Contains(page.One("main").Text(), "You can see this record because") {
			t.Errorf("%s is not told why they may see it", who)
		}
	}
}

func TestAChildsPageHoldsEverythingRecordedWithBothDates(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	browser := w.as(t, heed.Actor(t, "W8"))
	for _, id := range testkit.Children() {
		status, body := browser.get("/children/" + id + "?events=all")
		if status == http.StatusForbidden {
			continue
		}
		page := htmlcheck.Parse(t, body)
		if faults := page.Faults(); len(faults) > 0 {
			t.Errorf("%s: %q", id, faults)
		}
		rows := page.All("section[aria-labelledby=chronology] tbody tr")
		heading := strings.TrimPrefix(page.One("h2#chronology").Text(), "Chronology: ")
		if leading(t, heading) != len(rows) {
			t.Errorf("%s: %q over %d rows", id, heading, len(rows))
		}
		for _, row := range rows {
			cells := row.Texts("td")
			if recorded := cells[len(cells)-1]; !strings.Contains(recorded, "18 Nov 2026") {
				t.Errorf("%s: recorded %q", id, recorded)
			}
		}
		if gaps := leading(t, strings.TrimPrefix(page.One("h2#missing").Text(), "Missing from the record: ")); gaps != len(page.All("section[aria-labelledby=missing] li")) {
			t.Errorf("%s: the heading counts %d gaps", id, gaps)
		}
	}
}

func TestOpeningAChildIsInTheAccessLogAndARefusalToo(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	w.as(t, heed.Actor(t, "W1")).get("/children/1001")
	w.as(t, heed.Persona(t, access.ElectedMember)).get("/children/1001")
	leader := w.as(t, heed.Actor(t, "W8"))
	status, body := leader.get("/access-log?child=1001")
	page := htmlcheck.Parse(t, body)
	if faults := page.Faults(); status != http.StatusOK || len(faults) > 0 {
		t.Errorf("status %d: %q", status, faults)
	}
	var answers []string
	for _, row := range page.All("tbody tr") {
		answers = append(answers, row.All("td")[0].One("div").Text()+": "+row.One(".heed-tag").Text())
	}
	for _, want := range []string{"Dilys OkonjoSocial worker: Allowed", "Cllr Ifeoma CastellaneElected member: Refused"} {
		if !slices.ContainsFunc(answers, func(a string) bool { return strings.Contains(a, want) }) {
			t.Errorf("the log does not hold %q but %q", want, answers)
		}
	}
	if strings.Contains(body, "Brackenbury") {
		t.Error("a child's name is in the log")
	}
	status, body = leader.get("/access-log?from=yesterday&to=1/11/2026")
	page = htmlcheck.Parse(t, body)
	if status != http.StatusBadRequest || page.Has("tbody tr") || !page.Has(".govuk-error-summary a[href='#f-from']") {
		t.Errorf("a day that cannot be read: status %d", status)
	}
}
