//go:build !race || long

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/account"
	"heed/internal/web/htmlcheck"
)

// Who has what is to be looked at each quarter, which is a clock that the director sees too, until somebody says that they have.
func TestWhoHasWhatIsReviewedEachQuarter(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	later := o.heed.Now()
	o.heed.SetNow(later.AddDate(0, -5, 0))
	k := o.keeper()
	if _, faults, err := k.SetUp(t.Context(), account.New{Name: "Una First", Email: "una@heed.example"}); err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	ada := o.enrolled("Ada Winterbourne", access.Administrator, "")
	worker := o.enrolled("Dilys Okonjo", access.SocialWorker, "W1")
	director := o.enrolled("Ruairi Castellan", access.Director, "W8")
	o.in(worker)
	due := o.heed.Today().AddDate(0, 3, 0)
	if _, body := o.in(ada).get("/accounts"); !strings.Contains(body, "Who has what is to be reviewed by "+due.Format("2 January 2006")) {
		t.Errorf("the page of accounts does not say when: %s", body)
	}
	o.heed.SetNow(later)
	r := o.in(ada)
	if _, body := r.get("/accounts"); !strings.Contains(body, "Who has what should have been reviewed by "+due.Format("2 January 2006")) {
		t.Error("the page of accounts does not say that it is late")
	}
	if _, body := o.in(director).get("/clocks?duty=account-review"); !strings.Contains(body, "Who has what, looked at each quarter") || !strings.Contains(body, "Overdue") {
		t.Errorf("the director does not see it: %s", body)
	}
	_, body := r.get("/accounts/review")
	page := htmlcheck.Parse(t, body)
	if rows := page.Texts("tbody tr"); len(page.Faults()) > 0 || len(rows) != 4 || !strings.Contains(strings.Join(rows, "\n"), "Social worker, from ") {
		t.Errorf("%q, %q", rows, page.Faults())
	}
	for _, row := range page.Texts("tbody tr") {
		if never := strings.Contains(row, "Never"); never != strings.HasPrefix(row, "Una First") {
			t.Errorf("of who last signed in it says %q", row)
		}
	}
	if status, body := r.post("/accounts/review", url.Values{"found": {" "}}); status != http.StatusBadRequest || !htmlcheck.Parse(t, body).Has("a[href='#f-found']") {
		t.Errorf("a review that found nothing at all: %d", status)
	}
	if status, _ := r.post("/accounts/review", url.Values{"found": {"Ended nothing"}}); status != http.StatusOK {
		t.Fatalf("reviewing: %d", status)
	}
	next := o.heed.Today().AddDate(0, 3, 0)
	if _, body := r.get("/accounts"); !strings.Contains(body, "Who has what is to be reviewed by "+next.Format("2 January 2006")) {
		t.Error("after the review the page of accounts does not say when the next is due")
	}
	if status, _ := o.in(worker).post("/accounts/review", url.Values{"found": {"x"}}); status != http.StatusForbidden {
		t.Errorf("a social worker reviews: %d", status)
	}
}
