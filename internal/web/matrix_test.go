//go:build !race || long

package web_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"heed/internal/access"
	"heed/internal/door"
	"heed/internal/ledger"
	"heed/internal/testkit"
	"heed/internal/web"
	"heed/internal/web/kit"
)

// matrix is the small council behind a server, with everybody who may sign in.
type matrix struct {
	w      *world
	h      *testkit.Heed
	people []door.Actor
	known  known
}

// newMatrix fails where a role or a route has no row.
func newMatrix(t *testing.T) matrix {
	t.Helper()
	return matrixOf(t, testkit.OpenCold(t))
}

// matrixOf is newMatrix over a council.
func matrixOf(t *testing.T, h *testkit.Heed) matrix {
	t.Helper()
	w := serveWith(t, h, background(t, h))
	people, err := h.Personas(t.Context(), testkit.Authority)
	if err != nil {
		t.Fatal(err)
	}
	for _, role := range access.Roles {
		is := func(who door.Actor) bool { return who.Role == role }
		if atMost[role] == 0 || slices.ContainsFunc(people, is) == (atMost[role] == signsInNever) {
			t.Errorf("the role %s has no row, or nobody in the demonstration", role)
		}
	}
	routes := map[string]bool{}
	for _, route := range web.Routes() {
		routes[route.Name] = true
		if _, ok := probes[route.Name]; !ok {
			t.Errorf("the route %s has no row", route.Name)
		}
	}
	for name := range probes {
		if !routes[name] {
			t.Errorf("a row is of the route %s, which there is not", name)
		}
	}
	m := matrix{w: w, h: h, people: people}
	if testing.Short() {
		few := []access.Role{access.SocialWorker, access.TeamManager, access.Director, access.Analyst, access.ElectedMember, "virtual school head"}
		m.people = slices.DeleteFunc(m.people, func(who door.Actor) bool { return !slices.Contains(few, who.Role) })
	}
	_, body := w.as(t, h.Actor(t, "W13")).upload(map[string]string{"cp_visit.csv": "child_id,visited_on,seen\n1002,31/02/2026,yes\n"})
	upload := uploadIn(body)
	if upload == "" {
		t.Error("the analyst's upload leads nowhere")
	}
	m.known = knownOf(t, h, upload)
	m.known.job = w.ranJob(t, h)
	return m
}

// ranJob gives the id of a job that has run.
func (w *world) ranJob(t *testing.T, h *testkit.Heed) string {
	t.Helper()
	ran, err := w.jobs.List(t.Context(), h.Session(door.System(testkit.Authority)))
	if err != nil || len(ran) == 0 {
		t.Fatalf("%d jobs read the upload, %v", len(ran), err)
	}
	return ran[0].ID
}

// uploadIn finds the id of the upload that a page is about, blank where there is none.
func uploadIn(body string) string {
	found := regexp.MustCompile(`/uploads/([a-z2-7]+)`).FindStringSubmatch(body)
	if found == nil {
		return ""
	}
	return found[1]
}

// verdicts are what somebody may see of each child. It fails the test where the policy opens more than it should.
func (m matrix) verdicts(t *testing.T, who door.Actor) map[string]door.Verdict {
	t.Helper()
	in, err := m.h.Session(who).Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	may := map[string]door.Verdict{}
	for _, child := range testkit.Children() {
		v := in.Scope.Of(child)
		granted, restricted := restrictedTo[child]
		if atMost[who.Role] == totals && v.Read || atMost[who.Role] != names && v.Name || restricted && v.Read && !slices.Contains(granted, who.ID) {
			t.Errorf("the policy opens %s: %+v", child, v)
		}
		may[child] = v
	}
	return may
}

// childToken finds what may be the number of a child of the small council.
var childToken = regexp.MustCompile(`\b10(?:0[1-9]|1[0-2])\b`)

// said is what an answer says: of a workbook the text of its parts, of a zip file that of its lists, and of Parquet its values.
func said(t *testing.T, body string) string {
	t.Helper()
	switch {
	case strings.HasPrefix(body, "PAR1"):
		return saidInParquet(t, body)
	case !strings.HasPrefix(body, "PK"):
		return body
	}
	z, err := zip.NewReader(bytes.NewReader([]byte(body)), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	slices.SortFunc(z.File, func(x, y *zip.File) int { return strings.Compare(x.Name, y.Name) }) // a workbook has its sheets in any order
	for _, part := range z.File {
		inBook := strings.HasSuffix(part.Name, ".xml") && (strings.Contains(part.Name, "heet") || strings.Contains(part.Name, "sharedStrings"))
		if !inBook && !strings.HasSuffix(part.Name, ".csv") {
			continue
		}
		in, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, in); err != nil {
			t.Fatal(err)
		}
		_ = in.Close()
	}
	return all.String()
}

// saidInParquet is the values of a Parquet file, a row a line.
func saidInParquet(t *testing.T, body string) string {
	t.Helper()
	f, err := parquet.OpenFile(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, group := range f.RowGroups() {
		rows, some := group.Rows(), make([]parquet.Row, 64)
		for n, err := 1, error(nil); n > 0 && err == nil; {
			n, err = rows.ReadRows(some)
			if err != nil && !errors.Is(err, io.EOF) {
				t.Fatal(err)
			}
			for _, row := range some[:n] {
				for _, value := range row {
					all.WriteString(value.String() + ",")
				}
				all.WriteString("\n")
			}
		}
		_ = rows.Close()
	}
	return all.String()
}

// whyRestricted says why the record of each restricted child is restricted.
var whyRestricted = map[string]string{"1003": "Parent is known to staff", "1006": "An order says so"}

// secrets are the names of children, and why their records are restricted, by the child.
func (m matrix) secrets(t *testing.T) map[string][]string {
	t.Helper()
	in, err := m.h.Session(door.System(testkit.Authority)).Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for child, why := range whyRestricted {
		all[child] = []string{why}
	}
	for _, child := range testkit.Children() {
		if p, _ := in.Scope.People.Find(child); p.Name != "" {
			all[child] = append(all[child], p.Name)
		}
	}
	return all
}

// 13 roles and whoever owns duties, every route and every id: no answer, whatever its status, holds the number of a child whom the reader may
// not open, nor the name of one whom they may not name; who sees totals is given no child at all; and of a restricted child nothing to anybody
// without a grant by name.
func TestNoAnswerToAnybodyHoldsAChildWhomTheyMayNotSee(t *testing.T) {
	t.Parallel()
	m := newMatrix(t)
	if err := m.h.Warm(t.Context(), testkit.Authority); err != nil {
		t.Fatal(err)
	}
	secrets := m.secrets(t)
	t.Cleanup(func() { m.checkLogs(t, secrets) }) // once everybody has asked
	for _, who := range m.people {
		t.Run(string(who.Role), func(t *testing.T) {
			t.Parallel()
			may := m.verdicts(t, who)
			browser := m.w.as(t, who)
			for _, route := range web.Routes() {
				if probes[route.Name] == nil {
					continue
				}
				for _, p := range probes[route.Name](m.known) {
					status, body := browser.ask(route.Method, p.path, p.form)
					checkAnswer(t, route, p, status, said(t, body), may, secrets)
					if allowed := m.w.app.May(who, route.May); route.May != kit.Anyone && route.May != kit.SignedIn && !allowed && status != http.StatusForbidden {
						t.Errorf("%s: status %d, want a refusal", p.path, status)
					}
				}
			}
		})
	}
}

// checkAnswer fails the test where an answer shows a child whom the reader may not see. The number that the reader typed may stand in it.
func checkAnswer(t *testing.T, route kit.Route, p probe, status int, body string, may map[string]door.Verdict, secrets map[string][]string) {
	t.Helper()
	if status >= http.StatusInternalServerError {
		t.Errorf("%s %s: status %d", route.Method, p.path, status)
	}
	answers := route.May == access.DecideRestriction && status != http.StatusForbidden // for restricted records, whose numbers they must know, and why
	for _, child := range childToken.FindAllString(body, -1) {
		if !may[child].Read && child != p.child && (!answers || whyRestricted[child] == "") {
			t.Errorf("%s %s: status %d, and the number of %s, whom they may not open", route.Method, p.path, status, child)
			break
		}
	}
	for child, texts := range secrets {
		for _, text := range texts {
			if !may[child].Name && strings.Contains(body, text) && (!answers || text != whyRestricted[child]) {
				t.Errorf("%s %s: status %d, and %q of %s", route.Method, p.path, status, text, child)
			}
		}
	}
}

// took is how long a request took, which may look like a child's number.
var took = regexp.MustCompile(` ms=\d+`)

// checkLogs fails the test where the log of running holds a child's number, or that or the access log a child's name.
func (m matrix) checkLogs(t *testing.T, secrets map[string][]string) {
	t.Helper()
	running := took.ReplaceAllString(m.w.log.String(), "")
	if found := childToken.FindString(running); found != "" || running == "" {
		t.Errorf("the log of running holds %q among its %d bytes", found, len(running))
	}
	list, err := m.h.Session(door.System(testkit.Authority)).Ledger().ListAccess(context.WithoutCancel(t.Context()), ledger.AccessFilter{Authority: testkit.Authority, Limit: 1_000_000})
	if err != nil || len(list) == 0 {
		t.Error(len(list), err)
	}
	for child, texts := range secrets {
		for _, text := range texts {
			if strings.Contains(running, text) || slices.ContainsFunc(list, func(a ledger.Access) bool { return strings.Contains(a.Detail+a.Reason, text) }) {
				t.Errorf("a log holds %q of %s", text, child)
			}
		}
	}
}

// refusedTo lists what the access log says that a person was refused, the latest first.
func (m matrix) refusedTo(t *testing.T, who door.Actor) []ledger.Access {
	t.Helper()
	list, err := m.h.Session(door.System(testkit.Authority)).Ledger().ListAccess(t.Context(), ledger.AccessFilter{
		Authority: testkit.Authority, Who: who.ID, Refused: true, Limit: 1000,
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Whatever anybody is refused, on whatever route, is in the access log once, with who, the page, and why.
func TestEveryRefusalOfEveryRouteIsLoggedOnce(t *testing.T) {
	t.Parallel()
	m := newMatrix(t)
	for _, who := range m.people {
		browser, refused := m.w.as(t, who), 0
		for n, route := range web.Routes() {
			if probes[route.Name] == nil {
				continue
			}
			m.h.SetNow(testkit.Now.Add(time.Duration(n) * time.Minute)) // the same refusal again within a minute is counted
			for i, p := range probes[route.Name](m.known) {
				if p.child != "" && p.child != "1006" || p.child == "" && i > 0 {
					continue // one child whom nobody opens will do, and of what is of no child the first
				}
				before := m.refusedTo(t, who)
				status, _ := browser.ask(route.Method, p.path, p.form)
				after := m.refusedTo(t, who)
				if status != http.StatusForbidden {
					if len(after) != len(before) {
						t.Errorf("%s, %s: status %d, and a refusal is logged", who.Role, p.path, status)
					}
					continue
				}
				if refused++; len(after) != len(before)+1 {
					t.Errorf("%s, %s %s: %d entries of its refusal, want 1", who.Role, route.Method, p.path, len(after)-len(before))
					break
				}
				e := after[0]
				if e.Role != string(who.Role) || !strings.HasPrefix(e.Detail, "page "+route.Name+": ") || e.Reason == "" || e.Action == "" {
					t.Errorf("%s, %s: the log says %+v", who.Role, p.path, e)
				}
				break
			}
		}
		if refused == 0 {
			t.Errorf("%s is refused nothing, so that the test proves nothing", who.Role)
		}
	}
}
