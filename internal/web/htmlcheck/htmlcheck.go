// Package htmlcheck reads pages as rendered, for tests: what they say, by CSS selector, and whether they are well made.
package htmlcheck

import (
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// Node is an element of a page.
type Node struct {
	tb   testing.TB
	node *html.Node
}

// Parse reads a whole page. It fails the test where the page cannot be read.
func Parse(tb testing.TB, page string) Node {
	tb.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		tb.Fatalf("reading the page: %v", err)
	}
	return Node{tb, root}
}

// All gives every element below this one that a CSS selector matches, in the order of the page.
func (n Node) All(selector string) []Node {
	n.tb.Helper()
	s, err := cascadia.ParseGroup(selector)
	if err != nil {
		n.tb.Fatalf("selector %q: %v", selector, err)
	}
	var found []Node
	for _, one := range cascadia.QueryAll(n.node, s) {
		found = append(found, Node{n.tb, one})
	}
	return found
}

// One gives the only element that a selector matches. It fails the test where there is none or more than one.
func (n Node) One(selector string) Node {
	n.tb.Helper()
	found := n.All(selector)
	if len(found) != 1 {
		n.tb.Fatalf("%d elements match %q, want 1", len(found), selector)
	}
	return found[0]
}

// Has says whether a selector matches anything.
func (n Node) Has(selector string) bool {
	n.tb.Helper()
	return len(n.All(selector)) > 0
}

// Text gives the words within, with runs of space made one.
func (n Node) Text() string {
	var b strings.Builder
	text(n.node, &b)
	return strings.Join(strings.Fields(b.String()), " ")
}

func text(n *html.Node, b *strings.Builder) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
	}
	for c := range n.ChildNodes() {
		text(c, b)
	}
	if n.Type == html.ElementNode && !inline[n.Data] {
		b.WriteByte(' ')
	}
}

// inline lists the elements whose words run on with those around them.
var inline = map[string]bool{"a": true, "b": true, "strong": true, "em": true, "i": true, "span": true, "code": true}

// Attr gives an attribute's value, blank where the element has none.
func (n Node) Attr(name string) string {
	value, _ := n.attr(name)
	return value
}

func (n Node) attr(name string) (string, bool) {
	for _, a := range n.node.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// Texts gives the words of every element that a selector matches.
func (n Node) Texts(selector string) []string {
	n.tb.Helper()
	var list []string
	for _, one := range n.All(selector) {
		list = append(list, one.Text())
	}
	return list
}

// Links gives where every link of the page leads.
func (n Node) Links() []string {
	n.tb.Helper()
	var list []string
	for _, a := range n.All("a[href]") {
		list = append(list, a.Attr("href"))
	}
	return list
}
