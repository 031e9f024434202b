package web_test

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/jobs"
	"heed/internal/testkit"
	"heed/internal/web/htmlcheck"
)

// held is work that begins and does not end by itself.
func held(t *testing.T, heed *testkit.Heed) *jobs.Runner {
	t.Helper()
	runner, err := jobs.Open(t.Context(), jobs.Config{Door: heed.Door, Log: slog.New(slog.DiscardHandler), Kinds: []jobs.Kind{{
		Name: "import", Words: "Importing files", May: access.Import, Lane: "import", Say: func(p any) string { return "40%. " + p.(string) },
		Run: func(ctx context.Context, _ *door.Session, task jobs.Task) (any, error) {
			task.Progress("Reading a list")
			<-ctx.Done()
			return nil, ctx.Err()
		},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = runner.Close() })
	return runner
}

func TestAdministratorsSeeWhatRunsInTheBackgroundAndCancelIt(t *testing.T) {
	t.Parallel()
	heed := testkit.OpenCold(t)
	runner := held(t, heed)
	w := serveWith(t, heed, runner)
	keeper := w.as(t, heed.Persona(t, access.Administrator))
	status, body := keeper.get("/jobs")
	if page := htmlcheck.Parse(t, body); status != http.StatusOK || !strings.Contains(page.One("main").Text(), "Nothing runs in the background") || len(page.Faults()) > 0 {
		t.Errorf("status %d, %q, %q", status, page.One("main").Text(), page.Faults())
	}
	analyst := heed.Actor(t, "W13")
	job, err := runner.Begin(t.Context(), analyst, "import", "no-such")
	if err != nil {
		t.Fatal(err)
	}
	until := func(want string) htmlcheck.Node {
		t.Helper()
		var row htmlcheck.Node
		for range 500 {
			_, body := keeper.get("/jobs")
			if row = htmlcheck.Parse(t, body).One("main"); strings.Contains(row.Text(), want) {
				return row
			}
			time.Sleep(20 * time.Millisecond)
		}
		t.Fatalf("never %q: %s", want, row.Text())
		return row
	}
	main := until("40%. Reading a list")
	for _, want := range []string{"One job runs or waits.", "Importing files", analyst.Name, "12:00pm today", "Running"} {
		if !strings.Contains(main.Text(), want) {
			t.Errorf("the list does not say %q: %s", want, main.Text())
		}
	}
	cancel := main.One("form").Attr("action")
	for _, who := range []string{"W1", "W8", "W13"} {
		other := w.as(t, heed.Actor(t, who))
		if status, _ := other.get("/jobs"); status != http.StatusForbidden {
			t.Errorf("%s sees the list: status %d", who, status)
		}
		if status, _ := other.post(cancel, nil); status != http.StatusForbidden {
			t.Errorf("%s cancels: status %d", who, status)
		}
	}
	if status, _ := keeper.post(cancel, nil); status != http.StatusOK {
		t.Errorf("cancelling: status %d", status)
	}
	if main := until("Somebody stopped it."); main.Has("form") || !slices.Contains(main.Texts(".heed-tag"), "Cancelled") {
		t.Errorf("after it was cancelled the list says %s", main.Text())
	}
	status, body = keeper.post(cancel, nil)
	page := htmlcheck.Parse(t, body)
	if status != http.StatusConflict || page.One(".govuk-error-summary a[href='#f-jobs']").Text() != "That was over before it could be cancelled" || len(page.Faults()) > 0 {
		t.Errorf("cancelling twice: status %d, %q", status, page.Faults())
	}
	if status, _ := keeper.post("/jobs/nosuch/cancel", nil); status != http.StatusNotFound {
		t.Errorf("cancelling what there is not: status %d", status)
	}
	if _, body := w.as(t, analyst).get("/importing/" + job.ID); !strings.Contains(htmlcheck.Parse(t, body).One("main").Text(), "Nothing of it is recorded") {
		t.Errorf("the page of the import that was cancelled: %s", htmlcheck.Parse(t, body).One("main").Text())
	}
}

func TestWhoeverSentFilesCancelsTheirImportOnItsPage(t *testing.T) {
	t.Parallel()
	heed := testkit.OpenCold(t)
	runner := held(t, heed)
	w := serveWith(t, heed, runner)
	analyst := w.as(t, heed.Actor(t, "W13"))
	job, err := runner.Begin(t.Context(), heed.Actor(t, "W13"), "import", "no-such")
	if err != nil {
		t.Fatal(err)
	}
	_, body := analyst.get("/importing/" + job.ID)
	page := htmlcheck.Parse(t, body)
	if faults := page.Faults(); len(faults) > 0 {
		t.Error(faults)
	}
	if status, _ := analyst.post(page.One("main form").Attr("action"), nil); status != http.StatusOK {
		t.Errorf("cancelling: status %d", status)
	}
	for range 500 {
		if _, body = analyst.get("/importing/" + job.ID); strings.Contains(body, "The import was cancelled") {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("it is not cancelled: %s", htmlcheck.Parse(t, body).One("main").Text())
}
