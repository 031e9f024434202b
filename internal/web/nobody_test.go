//go:build !race || long

package web_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/testkit"
	"heed/internal/web"
	"heed/internal/web/kit"
)

// methods are those by which a browser, or somebody with another program, may ask. A server may know none of the last.
var methods = []string{
	http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, http.MethodTrace, "PROPFIND", "HEED",
}

// head is the head of an answer, by the method that asked.
type head struct {
	Method, Status string
	StatusCode     int
	Header         http.Header
	Cookies        []*http.Cookie
}

// bare asks without following, with a cookie where there is one.
func (o *office) bare(method, path string, form url.Values, cookie *http.Cookie) (head, string) {
	o.t.Helper()
	var sent io.Reader
	if method != http.MethodTrace { // which has no body
		sent = strings.NewReader(form.Encode())
	}
	request, err := http.NewRequestWithContext(o.t.Context(), method, o.server.URL+path, sent)
	if err != nil {
		o.t.Fatal(err)
	}
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if cookie != nil {
		request.AddCookie(cookie)
	}
	client := &http.Client{Transport: o.server.Client().Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	if err != nil {
		o.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		o.t.Fatal(err)
	}
	return head{method, answer.Status, answer.StatusCode, answer.Header, answer.Cookies()}, string(body)
}

// untold are the words that nobody is told without a session: names of children, staff, teams and people with accounts, and their addresses.
func (o *office) untold(secrets map[string][]string, people ...person) (all []string) {
	o.t.Helper()
	for _, of := range secrets {
		all = append(all, of...)
	}
	staff, err := o.heed.Session(door.System(testkit.Authority)).StaffNames(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	for id, name := range staff {
		if id != door.SetUp {
			all = append(all, name)
		}
	}
	for _, p := range people {
		all = append(all, p.id, p.email)
	}
	return slices.DeleteFunc(all, func(text string) bool { return text == "" })
}

// Every route of the router, with every id, as a page, a file or a picture, by every method: who has no session, or one that is over or was never given, is
// sent to sign in, is told nothing, and changes nothing.
func TestWithoutASessionEveryRouteLeadsToSigningInAndTellsNothing(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	worker := o.enrolled("Dilys Okonjo", access.SocialWorker, "W1")
	ended := o.cookie(o.in(worker))
	if answer, _ := o.bare(http.MethodPost, "/sign-out", nil, ended); answer.StatusCode != http.StatusSeeOther {
		t.Fatal(answer.Status)
	}
	m := matrix{w: o.world, h: o.heed, known: knownOf(t, o.heed, "nosuch")}
	m.known.job = "nosuch"
	m.known.children = append(m.known.children, worker.id)
	untold := o.untold(m.secrets(t), worker)
	cookies := map[string]*http.Cookie{"none": nil, "an ended": ended, "an invented": {Name: ended.Name, Value: strings.Repeat("A", len(ended.Value))}}
	before := o.recorded()
	asked := map[string]bool{}
	for _, route := range web.Routes() {
		list := probes[route.Name]
		if list == nil { // signing in and out
			list = func(known) []probe { return pages(route.Path) }
		}
		for n, p := range list(m.known) {
			for _, method := range methods {
				if method != route.Method && n > 0 && testing.Short() {
					continue // one id will do
				}
				for which, cookie := range cookies {
					if cookie != nil && (method != route.Method || n > 0) {
						continue
					}
					answer, body := o.bare(method, p.path, p.form, cookie)
					at := fmt.Sprintf("%s %s with %s cookie: %s", method, p.path, which, answer.Status)
					o.tellsNothing(at, p, answer, body, untold)
					if method == route.Method || method == http.MethodHead && route.Method == http.MethodGet {
						asked[route.Name] = true
						o.leadsToSigningIn(at, route, p, answer)
					} else if answer.StatusCode < 300 && !sameFor(web.Routes(), method, p.path) {
						t.Errorf("%s: there is no such route, and it is answered", at)
					}
				}
			}
		}
	}
	for _, route := range web.Routes() {
		if !asked[route.Name] {
			t.Errorf("the route %s was not asked for", route.Name)
		}
	}
	if after := o.recorded(); after != before {
		t.Errorf("something was recorded, or allowed: before %s, after %s", before, after)
	}
}

// recorded says how much stands in the ledger, and of the access log how much was allowed.
func (o *office) recorded() string {
	o.t.Helper()
	store := o.heed.Session(door.System(testkit.Authority)).Ledger()
	last, err := store.LastSeq(o.t.Context(), testkit.Authority)
	if err != nil {
		o.t.Fatal(err)
	}
	list, err := store.ListAccess(o.t.Context(), ledger.AccessFilter{Authority: testkit.Authority, Limit: 1_000_000})
	if err != nil {
		o.t.Fatal(err)
	}
	allowed := 0
	for _, one := range list {
		if one.Allowed {
			allowed++
		}
	}
	return fmt.Sprintf("%d entries, %d allowed", last, allowed)
}

// leadsToSigningIn fails the test where what needs somebody to be signed in does not lead there.
func (o *office) leadsToSigningIn(at string, route kit.Route, p probe, answer head) {
	o.t.Helper()
	if route.May == kit.Anyone {
		if answer.StatusCode >= http.StatusInternalServerError {
			o.t.Error(at)
		}
		return
	}
	want := "/sign-in?next=%2F"
	if home := strings.HasPrefix(p.path, "/?"); route.Method == http.MethodGet && answer.Method == http.MethodGet && !home {
		want = "/sign-in?next=" + url.QueryEscape(p.path)
	}
	if got := answer.Header.Get("Location"); answer.StatusCode != http.StatusSeeOther || got != want {
		o.t.Errorf("%s: it leads to %q, want %q", at, got, want)
	}
	if c := answer.Header.Values("Set-Cookie"); slices.ContainsFunc(c, func(line string) bool {
		return strings.HasPrefix(line, "__Host-heed=") && !strings.HasPrefix(line, "__Host-heed=;")
	}) {
		o.t.Errorf("%s: a session begins: %q", at, c)
	}
}

// link finds where the words of a redirect lead, which repeat what was asked.
var link = regexp.MustCompile(`<a href="[^"]*">`)

// tellsNothing fails the test where an answer, or its head, holds anything that nobody is told without a session.
func (o *office) tellsNothing(at string, p probe, answer head, body string, untold []string) {
	o.t.Helper()
	if answer.Method == http.MethodHead && body != "" {
		o.t.Errorf("%s: a body of %d bytes", at, len(body))
	}
	typed, err := url.PathUnescape(p.path + "?" + p.form.Encode())
	if err != nil {
		o.t.Fatal(err)
	}
	said := link.ReplaceAllString(body, "")
	for name, values := range answer.Header {
		if name != "Location" {
			said += name + ": " + strings.Join(values, ", ") + "\n"
		}
	}
	for _, text := range untold {
		if strings.Contains(said, text) && !strings.Contains(typed, text) {
			o.t.Errorf("%s: it tells of %q", at, text)
		}
	}
	for _, child := range childToken.FindAllString(said, -1) {
		if !strings.Contains(typed, child) {
			o.t.Errorf("%s: it tells of the child %s", at, child)
		}
	}
}

// sameFor says whether another route has the same address by a method.
func sameFor(routes []kit.Route, method, path string) bool {
	if method == http.MethodHead {
		method = http.MethodGet
	}
	mux := http.NewServeMux()
	for _, route := range routes {
		mux.Handle(route.Method+" "+route.Path, http.NotFoundHandler())
	}
	request, err := http.NewRequest(method, path, nil) //nolint:noctx // it is not sent
	if err != nil {
		return false
	}
	_, pattern := mux.Handler(request)
	return pattern != ""
}
