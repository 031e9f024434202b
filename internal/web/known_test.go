//go:build !race || long

package web_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"heed/internal/door"
	"heed/internal/web"
	"heed/internal/web/htmlcheck"
	"heed/internal/web/kit"
)

// askAs asks for a path under a host.
func askAs(t *testing.T, server *httptest.Server, host, path string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = host
	w := httptest.NewRecorder()
	server.Config.Handler.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// A page of another site whose name points to this machine is a foreign host. Nothing is answered to it, not even a style sheet.
func TestOnlyKnownHostsAreAnswered(t *testing.T) {
	t.Parallel()
	server := plainServer(t)
	for _, host := range []string{"localhost", "LOCALHOST:8080", "127.0.0.1:8080", "127.0.0.1", "127.8.8.8:1", "[::1]:8080", "[::1]", "localhost."} {
		if status, _ := askAs(t, server, host, "/help"); status != http.StatusOK {
			t.Errorf("%s: status %d", host, status)
		}
	}
	for _, host := range []string{"", "example.org", "example.org:8080", "localhost.example.org", "127.0.0.1.example.org", "192.168.1.5:8080", "0.0.0.0", "[::]:80", "127.0.0.1@example.org", "local host"} {
		for _, path := range []string{"/help", "/", "/sign-in", "/clocks", "/nowhere", "/assets/x.css"} {
			status, body := askAs(t, server, host, path)
			if status != http.StatusMisdirectedRequest {
				t.Errorf("%q, %s: status %d", host, path, status)
			}
			if page := htmlcheck.Parse(t, body); len(page.Faults()) > 0 || !strings.Contains(page.One("h1").Text(), "does not answer") {
				t.Errorf("%q, %s: %s %q", host, path, page.One("h1").Text(), page.Faults())
			}
		}
	}
}

func TestAServerAnswersUnderTheNamesThatItWasGiven(t *testing.T) {
	t.Parallel()
	pages, err := web.New(kit.Config{Hosts: []string{"heed.council.example"}, NewID: func() string { return "fault-1" }, Now: func() time.Time { return testNow }, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(pages.Handler())
	t.Cleanup(server.Close)
	for host, want := range map[string]int{"heed.council.example": 200, "Heed.Council.example:443": 200, "council.example": 421} {
		if status, _ := askAs(t, server, host, "/about"); (status == http.StatusMisdirectedRequest) != (want == http.StatusMisdirectedRequest) {
			t.Errorf("%s: status %d", host, status)
		}
	}
}

func TestAnAddressThatIsTooLongIsRefusedAndNotRepeated(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	director := w.as(t, heed.Actor(t, "W8"))
	for _, path := range []string{"/clocks?team=", "/clocks?x=", "/clocks?as_at=", "/help?x=", "/children/", "/figures/cpp-count/rows?", "/sign-in?next=/", "/clocks.csv?owner="} {
		status, body := director.get(path + strings.Repeat("a", 900_000))
		if status != http.StatusRequestURITooLong || len(body) > 20_000 {
			t.Errorf("%s: status %d, %d bytes", path, status, len(body))
		}
	}
}

// A page may repeat its address in every link, and is bounded all the same.
func TestNoAnswerIsLargeHoweverLongItsAddressMayBe(t *testing.T) {
	t.Parallel()
	w, heed := small(t)
	director := w.as(t, heed.Actor(t, "W8"))
	for _, route := range web.Routes() {
		if route.Method != http.MethodGet {
			continue
		}
		path := strings.NewReplacer("{$}", "", "{id}", "1004").Replace(route.Path)
		for _, query := range []string{"x=" + strings.Repeat("%22", 2500), strings.Repeat("&status=overdue", 500), "team=" + strings.Repeat("%3C", 2500)} {
			if status, body := director.get(path + "?" + query); status >= http.StatusInternalServerError || len(body) > 2<<20 {
				t.Errorf("%s: status %d, %d bytes", route.Name, status, len(body))
			}
		}
	}
}

func TestAFormThatSendsTooMuchIsRefused(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	analyst := w.as(t, heed.Actor(t, "W13"))
	for _, route := range web.Routes() {
		if route.Method != http.MethodPost || route.Uploads || route.Name == "sign out" {
			continue
		}
		path := strings.NewReplacer("{id}", "x").Replace(route.Path)
		status, body := analyst.post(path, url.Values{"reason": {strings.Repeat("a", 1<<20)}})
		if status != http.StatusRequestEntityTooLarge && status != http.StatusForbidden || len(htmlcheck.Parse(t, body).Faults()) > 0 {
			t.Errorf("%s: status %d", route.Name, status)
		}
	}
}

// What is typed into a filter or an address may be a name. The log keeps what the lists hold, and never more than it has room for.
func TestTheAccessLogKeepsNoTypedTextThatMayBeAName(t *testing.T) {
	t.Parallel()
	w, heed := smallOwn(t)
	const name = "Zebedee Quill"
	for _, id := range []string{"W8", "W1", "W13", "member-1"} {
		reader := w.as(t, heed.Actor(t, id))
		for _, route := range web.Routes() {
			if route.Method != http.MethodGet {
				continue
			}
			path := strings.NewReplacer("{$}", "", "{id}", url.PathEscape(name)).Replace(route.Path)
			query := url.Values{}
			params := []string{"team", "owner", "service", "duty", "area", "child", "who", "stage", "kind", "by", "value", "check", "about", "occasion", "type", "q"}
			for _, param := range params {
				query.Set(param, name)
				if id == "W8" && strings.HasPrefix(path, "/clocks") || path == "/access-log" || path == "/drift" {
					reader.get(path + "?" + url.Values{param: {name}}.Encode())
				}
			}
			reader.get(path + "?" + query.Encode())
		}
		reader.post("/find", url.Values{"q": {name}})
		reader.get("/children/" + strings.Repeat("9", 5000))
	}
	page, err := door.AccessLog(context.WithoutCancel(t.Context()), heed.Session(door.System(heed.Actor(t, "W8").Authority)), door.AccessFilter{PerPage: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Entries) < 100 {
		t.Fatalf("only %d entries", len(page.Entries))
	}
	for _, e := range page.Entries {
		for _, text := range []string{e.Subject, e.Detail, e.Reason, e.Action} {
			if strings.Contains(text, "Zebedee") || strings.Contains(text, "Quill") || len([]rune(text)) > 1000 {
				t.Errorf("%s: the log keeps %.200q", e.Detail, text)
			}
		}
	}
}
