//go:build e2e

package e2e

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
)

var errNoAxe = errors.New("axe-core is not installed: make axe installs it")

// axeSource gives the script of axe-core, as its lock file names it.
var axeSource = sync.OnceValues(func() (string, error) {
	source, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if errors.Is(err, os.ErrNotExist) {
		return "", errNoAxe
	}
	return string(source), err
})

// violation is a rule of axe that a page breaks, and where.
type violation struct {
	ID      string   `json:"id"`
	Impact  string   `json:"impact"`
	Help    string   `json:"help"`
	Targets []string `json:"targets"`
}

func (v violation) String() string {
	return fmt.Sprintf("%s (%s): %s: %s", v.ID, v.Impact, v.Help, strings.Join(v.Targets, " ; "))
}

// grave says whether a violation fails the tests. The slighter ones are printed only.
func (v violation) grave() bool { return v.Impact == "serious" || v.Impact == "critical" }

// runAxe asks axe for WCAG 2.2 A and AA and the best practices. It fetches nothing: the policy of the pages would refuse that.
const runAxe = `axe.run(document, {
	runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
	resultTypes: ["violations"], preload: false,
}).then(r => r.violations.map(v => ({id: v.id, impact: v.impact, help: v.help, targets: v.nodes.map(n => n.target.join(" "))})))`

// axe looks at the page as it is. The script is evaluated from outside, so the page's own security policy stays in force.
func (b *tab) axe(source string) []violation {
	b.t.Helper()
	if !ask[bool](b, "typeof axe === 'object'") {
		ask[bool](b, source+";true")
	}
	return ask[[]violation](b, runAxe)
}

// inspect looks at the page with everything unfolded, as wide as a desk and as the smallest phone: nothing that is serious or worse by axe,
// no scrolling sideways on any screen, and nothing that no page of Heed may do.
func (b *tab) inspect(source, page string) {
	b.t.Helper()
	b.inspectAt(source, page, wide, narrow)
}

// inspected holds the pages that have been inspected, without the name of who is signed in: many are the same to many roles.
var inspected sync.Map

// inspectAt is inspect with axe at some widths only. A page that is the same, to the letter, as one inspected before is let be; in a
// short run, one whose content is the same, as only the navigation differs by role.
func (b *tab) inspectAt(source, page string, widths ...int64) {
	b.t.Helper()
	part := "document.documentElement"
	if testing.Short() {
		part = "document.querySelector('main')"
	}
	whole := ask[string](b, `(() => {
		const copy = `+part+`.cloneNode(true);
		copy.querySelectorAll(".heed-header__who").forEach(e => e.firstChild.remove());
		return document.title + copy.outerHTML;
	})()`)
	if _, done := inspected.LoadOrStore(sha256.Sum256([]byte(whole)), page); done {
		b.well(page)
		return
	}
	for _, unfolded := range []bool{false, true} {
		for _, pixels := range []int64{narrow, phone, wide} {
			b.width(pixels)
			b.fits(page, pixels)
		}
		if !unfolded {
			ask[int](b, `[...document.querySelectorAll("details")].map(d => d.open = true).length`)
		}
	}
	for _, pixels := range widths {
		b.width(pixels)
		for _, v := range b.axe(source) {
			if v.grave() {
				b.t.Errorf("%s, %d pixels wide: %s", page, pixels, v)
			} else {
				b.t.Logf("%s, %d pixels wide, not grave: %s", page, pixels, v)
			}
		}
	}
	b.width(wide)
	b.well(page)
}

// fits fails the test where the page is wider than the window, and names what sticks out furthest.
func (b *tab) fits(page string, pixels int64) {
	b.t.Helper()
	if wide := ask[int64](b, "document.documentElement.scrollWidth"); wide > pixels {
		widest := ask[string](b, `(() => {
			const all = [...document.body.querySelectorAll("*")].filter(e => !e.closest("pre, svg"));
			const e = all.reduce((a, e) => e.getBoundingClientRect().right > a.getBoundingClientRect().right ? e : a);
			return e.outerHTML.slice(0, 160);
		})()`)
		b.t.Errorf("%s scrolls sideways: %d pixels wide in a window of %d, by %s", page, wide, pixels, widest)
	}
}

// What these tests look for must be found where it is: a picture without words, an address elsewhere, a style in the page, a
// line too long.
func TestAPageWithFaultsWouldNotPass(t *testing.T) {
	source, err := axeSource()
	need(t, err)
	b := open(t)
	b.must("/help")
	if found := b.axe(source); len(found) != 0 {
		t.Errorf("before anything was spoilt: %v", found)
	}
	b.well("/help")
	ask[bool](b, `(() => {
		document.querySelector("main").innerHTML += '<img src="http://127.0.0.2:9/x.png"><p style="width: 3000px">wide</p>';
		document.querySelector("main").lastChild.style.width = "3000px";
		return true;
	})()`)
	grave := ""
	for _, v := range b.axe(source) {
		if v.grave() {
			grave += v.ID + " "
		}
	}
	if !strings.Contains(grave, "image-alt") {
		t.Errorf("axe found %q, want image-alt among them", grave)
	}
	if wide := ask[int](b, "document.documentElement.scrollWidth"); wide < 3000 {
		t.Errorf("the page is %d pixels wide, want over 3000", wide)
	}
	noted := strings.Join(b.seen.take(), "\n")
	for _, fault := range []string{"img-src", "style-src"} {
		if !strings.Contains(noted, fault) {
			t.Errorf("a breach of %s was not noted: %q", fault, noted)
		}
	}
}
