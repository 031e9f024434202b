//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// patience is how long one step in the browser may take before the test fails.
const patience = 90 * time.Second

// tab is one tab of the browser, with cookies of its own, looking at the demonstration. Every step fails the test where it fails.
type tab struct {
	t    *testing.T
	ctx  context.Context //nolint:containedctx // a chromedp context is a handle to the tab
	heed *demo
	seen *watch
}

// open opens a tab that looks at the demonstration, as openAt does.
func open(t *testing.T) *tab {
	t.Helper()
	return openAt(t, heed(t))
}

// openAt opens a tab at the width of a desk. It closes when the test ends, after a picture of what it shows if the test failed.
func openAt(t *testing.T, d *demo) *tab {
	t.Helper()
	chrome := browser(t)
	b := &tab{t: t, heed: d, seen: &watch{origin: d.base, url: map[network.RequestID]string{}}}
	ctx, closeTab := chromedp.NewContext(chrome.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(b.seen.see))
	b.ctx = ctx
	t.Cleanup(func() {
		if t.Failed() {
			b.picture()
		}
		closeTab()
	})
	if err := chromedp.Do(ctx); err != nil { // the life of the tab is that of the first call's context
		t.Fatalf("opening a tab: %v", err)
	}
	b.width(wide)
	return b
}

// do runs steps in the tab, for no longer than patience.
func (b *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
}

// navigate runs steps that lead to a page, waits until it is there and gives its status.
func (b *tab) navigate(what string, steps ...chromedp.Action[chromedp.Void]) int {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	response, err := chromedp.RunResponse(ctx, steps...)
	if err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
	return int(response.Status)
}

// get opens a path and gives the status of its page.
func (b *tab) get(path string) int {
	b.t.Helper()
	return b.navigate("opening "+path, chromedp.Navigate(b.heed.base+path))
}

// must opens a path whose page must be there.
func (b *tab) must(path string) {
	b.t.Helper()
	if status := b.get(path); status != 200 {
		b.t.Fatalf("%s: status %d", path, status)
	}
}

// press clicks on the first thing that a selector finds and gives the status of the page it leads to.
func (b *tab) press(selector string) int {
	b.t.Helper()
	return b.navigate("pressing "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// follow clicks on a link to a path and gives the status of its page. The link must be one that the reader can see.
func (b *tab) follow(href string) int {
	b.t.Helper()
	return b.press(fmt.Sprintf("main a[href=%q], nav a[href=%q]", href, href))
}

// unfold opens a folded part of the page, by a click on its summary, unless it is open.
func (b *tab) unfold(selector string) {
	b.t.Helper()
	if !ask[bool](b, fmt.Sprintf("document.querySelector(%q).open", selector)) {
		b.do("unfolding "+selector, chromedp.Click(chromedp.CSS(selector+" > summary")))
	}
}

// fill types into a field in place of what stands there.
func (b *tab) fill(selector, value string) {
	b.t.Helper()
	b.do("filling in "+selector, chromedp.Clear(chromedp.CSS(selector)), chromedp.SendKeys(chromedp.CSS(selector), value))
}

// ask runs a script in the page and gives its answer. It stands outside the page's security policy, as a developer's console does.
func ask[T any](b *tab, script string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	answer, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("asking the page: %v\n%.200s", err, script)
	}
	return answer
}

// text is what a reader sees of the first thing that a selector finds, blank where there is none.
func (b *tab) text(selector string) string {
	b.t.Helper()
	return strings.TrimSpace(ask[string](b, fmt.Sprintf("(e => e ? e.innerText : '')(document.querySelector(%q))", selector)))
}

// count is how many things a selector finds.
func (b *tab) count(selector string) int {
	b.t.Helper()
	return ask[int](b, fmt.Sprintf("document.querySelectorAll(%q).length", selector))
}

// links are the addresses, without the origin, of the links that a selector finds.
func (b *tab) links(selector string) []string {
	b.t.Helper()
	return ask[[]string](b, fmt.Sprintf("[...document.querySelectorAll(%q)].map(a => a.getAttribute('href'))", selector))
}

// address is the address of the page, without the origin.
func (b *tab) address() *url.URL {
	b.t.Helper()
	u, err := url.Parse(ask[string](b, "location.pathname + location.search"))
	if err != nil {
		b.t.Fatal(err)
	}
	return u
}

// sees fails the test where the page does not show some words.
func (b *tab) sees(selector, words string) {
	b.t.Helper()
	if shown := b.text(selector); !strings.Contains(shown, words) {
		b.t.Errorf("%s: %s does not say %q but %.300q", b.address(), selector, words, shown)
	}
}

// well fails the test for what the pages did since it was last asked that no page of Heed may do.
func (b *tab) well(where string) {
	b.t.Helper()
	for _, fault := range b.seen.take() {
		b.t.Errorf("%s: %s", where, fault)
	}
}

// picture keeps a picture of the page of a test that failed.
func (b *tab) picture() {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Logf("no picture of the page: %v", err)
		return
	}
	dir, err := artefacts()
	if err != nil {
		b.t.Log(err)
		return
	}
	path := filepath.Join(dir, strings.NewReplacer("/", "_", " ", "_").Replace(b.t.Name())+".png")
	if err := os.WriteFile(path, png, 0o600); err != nil {
		b.t.Log(err)
		return
	}
	b.t.Logf("a picture of the page is in %s", path)
}

// The widths at which pages are tried.
const (
	wide  = 1280
	phone = 375
	// narrow is the width of the smallest phone, and of a desk's page at a zoom of 400% (WCAG 1.4.10).
	narrow = 320
)

func (b *tab) width(pixels int64) {
	b.t.Helper()
	b.do("changing the width", chromedp.EmulateViewport(pixels, 900))
}
