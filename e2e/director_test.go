//go:build e2e

package e2e

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A key figure, its rows, a child and the clock behind a row, as the director; then the same child refused to a councillor.
func TestADirectorGoesFromAFigureToAChildWhomACouncillorIsRefused(t *testing.T) {
	b := open(t)
	b.signIn("Director")
	figure := b.openKeyFigure()
	b.countRows(figure)
	child, duty := b.childWithAClock()
	b.sees("section[aria-labelledby=clocks]", duty)
	name, facts := b.text("h1"), b.text("dl.heed-facts")
	b.well("as director")
	b.signOut()

	b.signIn("Elected member")
	if status := b.get("/children/" + child); status != 403 {
		t.Errorf("an elected member who opens a child is answered with %d, want 403", status)
	}
	b.sees("h1", "You cannot open this")
	shown := ask[string](b, "document.documentElement.outerHTML")
	for _, secret := range append(strings.Split(facts, "\n"), name, child, duty) {
		if secret = strings.TrimSpace(secret); len(secret) > 3 && strings.Contains(shown, secret) {
			t.Errorf("the page that refuses the child says %q", secret)
		}
	}
	b.well("as elected member")
}

// keyFigure is a share as its page states it.
type keyFigure struct {
	path                   string
	numerator, denominator int
}

var ofWhich = regexp.MustCompile(`^(\d+) of (\d+)`)

// openKeyFigure opens the first share on the director's home page that is worked out from anything.
func (b *tab) openKeyFigure() keyFigure {
	b.t.Helper()
	var tried []string
	for _, href := range b.links(".heed-figure h3 a") {
		b.must("/")
		if status := b.follow(href); status != 200 {
			b.t.Fatalf("%s: status %d", href, status)
		}
		sentence := b.text(".heed-big ~ p strong")
		tried = append(tried, href+": "+sentence)
		n := ofWhich.FindStringSubmatch(strings.ReplaceAll(sentence, ",", ""))
		if n == nil || n[2] == "0" {
			continue
		}
		f := keyFigure{path: href, numerator: number(b, n[1]), denominator: number(b, n[2])}
		want := fmt.Sprintf("%.1f%%", 100*float64(f.numerator)/float64(f.denominator))
		if shown := b.text(".heed-big"); shown != want {
			b.t.Errorf("%s shows %s, and %d of %d is %s", href, shown, f.numerator, f.denominator, want)
		}
		return f
	}
	b.t.Fatalf("no key figure on the home page says so many of so many: %q", tried)
	return keyFigure{}
}

// countRows opens the rows of a figure and counts them over all pages: all of them, and those that are counted.
func (b *tab) countRows(f keyFigure) {
	b.t.Helper()
	choice := func(only string) string {
		for _, href := range b.links("#rows ~ .heed-links a") {
			if strings.Contains(href, "only="+only) {
				return href
			}
		}
		b.t.Fatalf("%s: no link to the rows %q", f.path, only)
		return ""
	}
	b.sees("#rows", fmt.Sprintf("%d rows in the figure", f.denominator))
	counted, not := choice("yes"), choice("no")
	b.follow(counted)
	if n := b.rowsOnAllPages("section[aria-labelledby=rows]"); n != f.numerator {
		b.t.Errorf("%s: %d rows are counted, and the figure says %d", f.path, n, f.numerator)
	}
	b.must(f.path)
	b.follow(not)
	if n := b.rowsOnAllPages("section[aria-labelledby=rows]"); n != f.denominator-f.numerator {
		b.t.Errorf("%s: %d rows are not counted, and the figure says %d", f.path, n, f.denominator-f.numerator)
	}
	b.must(f.path)
	all := f.denominator
	if left := leftOut.FindStringSubmatch(b.text("#rows")); left != nil {
		n, err := strconv.Atoi(strings.ReplaceAll(left[1], ",", ""))
		if err != nil {
			b.t.Fatal(err)
		}
		all += n
	}
	if n := b.rowsOnAllPages("section[aria-labelledby=rows]"); n != all {
		b.t.Errorf("%s: there are %d rows, and the page says %d with those left out", f.path, n, all)
	}
	b.must(f.path)
}

// leftOut is what the heading of a figure's rows says of those that are left out of it.
var leftOut = regexp.MustCompile(`([0-9,]+) left out`)

// rowsOnAllPages counts the rows of a list, and goes on to its next page as long as there is one.
func (b *tab) rowsOnAllPages(list string) int {
	b.t.Helper()
	n := 0
	for range 200 {
		n += b.count(list + " tbody tr")
		if b.count(list+" a[rel=next]") == 0 {
			return n
		}
		b.press(list + " a[rel=next]")
	}
	b.t.Fatalf("%s has over 200 pages", list)
	return n
}

// childWithAClock goes from a row of the figure to its child, and on the child's page finds a clock of a duty that the figure
// rests on. It gives the child's number and the duty's title.
func (b *tab) childWithAClock() (child, duty string) {
	b.t.Helper()
	figure := b.address().Path
	promises := b.links(`a[href^="/rules/"]`)
	if len(promises) == 0 {
		b.t.Fatalf("%s names no rule", figure)
	}
	children := slices.Compact(b.links("#rows ~ table tbody th a"))
	if len(children) == 0 {
		b.t.Fatalf("%s: no row leads to a child", figure)
	}
	for _, href := range children {
		b.must(figure)
		if status := b.follow(href); status != 200 {
			b.t.Fatalf("%s: status %d", href, status)
		}
		for _, clock := range b.links("section[aria-labelledby=clocks] th a") {
			u, err := url.Parse(clock)
			if err != nil || !slices.Contains(promises, "/rules/"+u.Query().Get("duty")) {
				continue
			}
			if b.count("section[aria-labelledby=clocks] details:not([open])") > 0 {
				b.unfold("section[aria-labelledby=clocks] details")
			}
			return strings.TrimPrefix(b.address().Path, "/children/"), b.text(fmt.Sprintf("section[aria-labelledby=clocks] a[href=%q]", clock))
		}
	}
	b.t.Fatalf("%s: of %d children in its rows none shows a clock of %q", figure, len(children), promises)
	return "", ""
}

func number(b *tab, digits string) int {
	b.t.Helper()
	n, err := strconv.Atoi(strings.ReplaceAll(digits, ",", ""))
	if err != nil {
		b.t.Fatal(err)
	}
	return n
}
