package web_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/web"
	"heed/internal/web/htmlcheck"
	"heed/internal/web/kit"
)

// plainServer is a server, not of a demonstration, with an empty ledger behind it: enough for the pages of words alone.
func plainServer(t *testing.T) *httptest.Server {
	t.Helper()
	heed, err := door.Open(t.Context(), door.Config{Dir: t.TempDir(), Now: func() time.Time { return testNow }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = heed.Close() })
	s, err := web.New(kit.Config{
		Door: heed, Now: func() time.Time { return testNow }, NewID: func() string { return "fault-1" },
		Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	return server
}

// answered is the head of an answer.
type answered struct {
	status int
	header http.Header
}

func ask(t *testing.T, server *httptest.Server, method, path string, headers ...string) (answered, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answered{status: answer.StatusCode, header: answer.Header}, string(body)
}

func TestPagesOfWordsAreWellMade(t *testing.T) {
	t.Parallel()
	server := plainServer(t)
	for path, status := range map[string]int{"/help": 200, "/accessibility": 200, "/sign-in": 200, "/nowhere": 404} {
		answer, body := ask(t, server, "GET", path)
		if answer.status != status {
			t.Errorf("%s: status %d, want %d", path, answer.status, status)
		}
		if faults := htmlcheck.Parse(t, body).Faults(); len(faults) > 0 {
			t.Errorf("%s: %q", path, faults)
		}
	}
}

func TestEveryPageSaysThatNothingElseMayLoadAndNothingMayBeKept(t *testing.T) {
	t.Parallel()
	server := plainServer(t)
	for _, path := range []string{"/help", "/nowhere", "/"} {
		answer, _ := ask(t, server, "GET", path)
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options":  "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "same-origin",
		} {
			if got := answer.header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
	}
}

func TestWhoIsNotSignedInIsSentToSignInAndBack(t *testing.T) {
	t.Parallel()
	server := plainServer(t)
	for _, route := range web.Routes() {
		if route.May == kit.Anyone {
			continue
		}
		path := strings.NewReplacer("{$}", "", "{id}", "x").Replace(route.Path)
		answer, _ := ask(t, server, route.Method, path)
		if answer.status != http.StatusSeeOther || !strings.HasPrefix(answer.header.Get("Location"), "/sign-in?next=") {
			t.Errorf("%s %s: %d to %q", route.Method, route.Path, answer.status, answer.header.Get("Location"))
		}
	}
	answer, _ := ask(t, server, "GET", "/clocks?team=T1")
	if want := "/sign-in?next=%2Fclocks%3Fteam%3DT1"; answer.header.Get("Location") != want {
		t.Errorf("sent to %q, want %q", answer.header.Get("Location"), want)
	}
}

func TestAnotherSiteCannotMakeAChange(t *testing.T) {
	t.Parallel()
	server := plainServer(t)
	answer, body := ask(t, server, "POST", "/sign-out", "Sec-Fetch-Site", "cross-site")
	if answer.status != http.StatusForbidden || !strings.Contains(htmlcheck.Parse(t, body).One("h1").Text(), "another site") {
		t.Errorf("status %d: %s", answer.status, body)
	}
	answer, _ = ask(t, server, "POST", "/sign-out", "Origin", "https://example.org")
	if answer.status != http.StatusForbidden {
		t.Errorf("status %d", answer.status)
	}
	answer, _ = ask(t, server, "POST", "/sign-out", "Sec-Fetch-Site", "same-origin")
	if answer.status != http.StatusSeeOther {
		t.Errorf("a form of our own: status %d", answer.status)
	}
}

func TestNobodySignsInByChoosingAPersonOutsideADemonstration(t *testing.T) {
	t.Parallel()
	server := plainServer(t)
	answer, _ := ask(t, server, "POST", "/sign-in", "Sec-Fetch-Site", "same-origin")
	if answer.status != http.StatusForbidden {
		t.Errorf("status %d", answer.status)
	}
}

func TestPagesAreCompressedForThoseWhoTakeIt(t *testing.T) {
	t.Parallel()
	server := plainServer(t)
	answer, _ := ask(t, server, "GET", "/help", "Accept-Encoding", "gzip")
	if answer.header.Get("Content-Encoding") != "gzip" {
		t.Error("help is not compressed")
	}
	answer, _ = ask(t, server, "GET", "/help", "Accept-Encoding", "identity")
	if answer.header.Get("Content-Encoding") != "" {
		t.Error("help is compressed for who does not take it")
	}
}
